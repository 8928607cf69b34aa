// @ts-check
// The pods at the playhead with their hostnames; one that is awaited has a row, too.
import { h } from '../dom.js';
import { age, revisionTag, t } from '../i18n.js';
import { FactTable, state, tones } from './fact-table.js';

/** @typedef {import('statefulset-playground').View} View */

/** Rows beyond this are found with the filter. */
const most = 300;

class PodsTable extends FactTable {
  id_ = 'pods';
  columns = ['pod', 'ready', 'status', 'rev', 'ip', 'node', 'restarts', 'age', 'image'];

  render() {
    super.render();
    const filter = h('input', {
      type: 'search',
      class: 'filter',
      'data-focus': 'filter',
      placeholder: t('pods.filter'),
      'aria-label': t('pods.filter'),
      title: `${t('pods.filter')} (/)`,
      value: this.session.filter,
      oninput: () => this.session.filterBy(filter.value),
      onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && filter.blur(),
    });
    this.querySelector('h2')?.append(h('span', { class: 'grow' }));
    this.querySelector('h2')?.after(filter);
  }

  /** @param {View} view */
  rows(view) {
    const shown = view.pods.filter(({ name }) => name.includes(this.session.filter));
    return shown.slice(0, most).map((pod) => {
      const subject = `pod/${pod.name}`;
      const awaited = pod.state === 'awaited';
      const old = age(view.at - pod.created);
      return {
        key: `${pod.namespace}/${pod.name}`,
        off: awaited,
        selected: this.session.selection === subject,
        print: [pod, old],
        cells: () => [
          h('button', { class: 'cell', 'data-part': 'pod', onclick: () => this.session.select(subject) }, pod.hostname === pod.name ? pod.name : `${pod.name} (${pod.hostname})`),
          awaited ? '' : pod.ready,
          state(pod.state, awaited ? t('state.awaited') : pod.status, tones[pod.state] ?? 'idle'),
          pod.revision ? revisionTag(pod.revision) : '',
          pod.ip,
          pod.node,
          awaited ? '' : String(pod.restarts),
          awaited ? '' : old,
          h('span', { title: pod.image }, pod.image),
        ],
      };
    });
  }
}

customElements.define('pods-table', PodsTable);
