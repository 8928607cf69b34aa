// @ts-check
// The lanes in words: the same spans as rows of a table, for whoever cannot or does not want to see the drawing.
import { h, keyed } from '../dom.js';
import { clock, t } from '../i18n.js';
import { SessionElement } from './element.js';

const columns = ['lane', 'what', 'from', 'to', 'revision'];

class LanesTable extends SessionElement {
  render() {
    this.append(
      h(
        'details',
        { class: 'lanes-table' },
        h('summary', {}, t('lanes.asTable')),
        h(
          'div',
          { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('lanes.asTable') },
          h(
            'table',
            {},
            h('thead', {}, h('tr', {}, ...columns.map((name) => h('th', { scope: 'col' }, t(`lanes.column.${name}`))))),
            h('tbody'),
          ),
        ),
      ),
    );
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const details = /** @type {HTMLDetailsElement} */ (this.querySelector('details'));
    const body = /** @type {HTMLElement} */ (this.querySelector('tbody'));
    const update = () => {
      if (details.open)
        keyed(
          body,
          this.#rows(),
          ({ key }) => key,
          ({ cells }) =>
            h('tr', {}, h('th', { scope: 'row' }, cells[0]), ...cells.slice(1).map((cell) => h('td', {}, cell))),
        );
    };
    details.addEventListener('toggle', update, { signal });
    this.on(signal, ['history'], update);
  }

  #rows() {
    const lanes = this.session.history.groups.flatMap(({ lanes: list }) => list).slice(0, 100);
    return lanes.flatMap((lane) => {
      const row = (
        /** @type {string} */ what,
        /** @type {{from: number, to: number | null}} */ { from, to },
        revision = '',
      ) => ({
        key: `${lane.name} ${what} ${from}`,
        cells: [lane.name, what, clock(from), to === null ? t('lanes.lasting') : clock(to), revision],
      });
      return [
        ...lane.awaited.map((span) => row(t('state.awaited'), span)),
        ...lane.bars.map((bar) => row(t(`state.${bar.state}`), bar, bar.revision)),
        ...lane.claims.map((span) => row(`${span.claim} ${span.phase}`, span)),
        ...lane.dns.map((span) => row(t('legend.dns'), span)),
      ];
    });
  }
}

customElements.define('lanes-table', LanesTable);
