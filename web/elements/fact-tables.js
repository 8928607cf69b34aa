// @ts-check
// The tables of facts at the playhead: pods and hostnames, headless DNS, claims and volumes, events.
import { h, keyed } from '../dom.js';
import { age, clock, revisionTag, rich, t } from '../i18n.js';
import { icon } from '../icons.js';
import { SessionElement } from './element.js';
import css from './fact-tables.css';

/**
 * @typedef {import('statefulset-playground').View} View
 * @typedef {string | Node | null | undefined} Cell
 * @typedef {{key: string, cells: () => Cell[], off?: boolean, selected?: boolean, print: any}} Row
 */

/** A card with a heading and one table. */
class FactTable extends SessionElement {
  /** names the messages: table.<id> and table.<id>.<column> */
  id_ = '';
  /** @type {string[]} */
  columns = [];
  events = ['view', 'selection'];

  get css() {
    return css;
  }

  render() {
    this.classList.add('card');
    const title = h('h2', { id: `h-${this.id_}` }, t(`table.${this.id_}`), h('small', {}));
    const head = h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...this.columns.map((name) => h('th', { scope: 'col', class: `c-${name}` }, t(`table.${this.id_}.${name}`))),
      ),
    );
    const scroll = h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-labelledby': `h-${this.id_}` },
      h('table', { 'aria-labelledby': `h-${this.id_}` }, head, h('tbody')),
      h('p', { class: 'none' }, t(`table.${this.id_}.none`)),
    );
    this.append(title, scroll);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const body = /** @type {HTMLElement} */ (this.querySelector('tbody'));
    this.on(signal, this.events, () => {
      const { view } = this.session;
      if (!view) return;
      const rows = this.rows(view);
      /** @type {HTMLElement} */ (this.querySelector('table')).hidden = rows.length === 0;
      /** @type {HTMLElement} */ (this.querySelector('.none')).hidden = rows.length > 0;
      const note = this.note(view);
      const small = /** @type {HTMLElement} */ (this.querySelector('small'));
      if (small.textContent !== note) small.textContent = note;
      const cells = new Map(rows.map((row) => [row.key, row.cells]));
      keyed(
        body,
        rows.map(({ key, print, off, selected }) => ({ key, print, off, selected })),
        ({ key }) => key,
        ({ key, off, selected }) => {
          const row = h('tr', { class: off ? 'off' : selected ? 'selected' : false });
          row.append(
            ...(cells.get(key)?.() ?? []).map((cell, i) => {
              const box = h(i === 0 ? 'th' : 'td', {
                class: `c-${this.columns[i]}`,
                ...(i === 0 ? { scope: 'row' } : {}),
              });
              box.append(cell ?? '');
              return box;
            }),
          );
          return row;
        },
      );
    });
  }

  /** @param {View} _view @returns {Row[]} */
  rows(_view) {
    return [];
  }

  /** @param {View} view */
  note(view) {
    return t('table.at', { t: view.at });
  }
}

/**
 * Glyph and word; colour only supports them.
 * @param {string} glyph
 * @param {string} word
 * @param {'good' | 'wait' | 'bad' | 'idle'} tone
 */
function state(glyph, word, tone) {
  return h('span', { class: `st ${tone}` }, icon(glyph), word);
}

const tones = /** @type {Record<string, 'good' | 'wait' | 'bad' | 'idle'>} */ ({
  ready: 'good',
  running: 'wait',
  creating: 'wait',
  pending: 'wait',
  terminating: 'wait',
  failed: 'bad',
  crashing: 'bad',
  succeeded: 'idle',
  awaited: 'idle',
});

class PodsTable extends FactTable {
  id_ = 'pods';
  columns = ['pod', 'ready', 'status', 'rev', 'restarts', 'ip', 'node', 'image', 'age'];

  /** @param {View} view */
  rows(view) {
    return view.pods.map((pod) => {
      const subject = `pod/${pod.name}`;
      const awaited = pod.state === 'awaited';
      const old = age(view.at - pod.created);
      return {
        key: `${pod.namespace}/${pod.name}`,
        off: awaited,
        selected: this.session.selection === subject,
        print: [pod, old],
        cells: () => [
          h('button', { class: 'cell', 'data-part': 'pod', onclick: () => this.session.select(subject) }, pod.name),
          awaited ? '' : pod.ready,
          state(pod.state, awaited ? t('state.awaited') : pod.status, tones[pod.state] ?? 'idle'),
          pod.revision ? revisionTag(pod.revision) : '',
          awaited ? '' : String(pod.restarts),
          pod.ip,
          pod.node,
          pod.image,
          awaited ? '' : old,
        ],
      };
    });
  }
}

class DnsTable extends FactTable {
  id_ = 'dns';
  columns = ['name', 'type', 'answer'];

  /** @param {View} view */
  rows(view) {
    return view.dns.map((record) => ({
      key: `${record.name} ${record.type}`,
      off: Boolean(record.absent),
      print: record,
      cells: () => [
        record.name,
        record.type,
        record.absent ? h('span', { class: 'absent' }, rich(record.absent)) : answers(record.answers),
      ],
    }));
  }
}

/** Several answers stand under each other, as dig prints them. @param {readonly string[]} list */
function answers(list) {
  return h(
    'span',
    {},
    ...list.slice(0, 20).flatMap((one, i) => (i ? [h('br'), one] : [one])),
    list.length > 20 ? ` +${list.length - 20}` : '',
  );
}

class ClaimsTable extends FactTable {
  id_ = 'claims';
  columns = ['claim', 'status', 'volume', 'capacity', 'access', 'class', 'used'];

  /** @param {View} view */
  rows(view) {
    return view.claims.map((claim) => ({
      key: `${claim.namespace}/${claim.name}`,
      off: claim.awaited,
      print: claim,
      cells: () => [
        claim.name,
        claim.awaited
          ? state('awaited', t('state.awaited'), 'idle')
          : state(
              claim.status === 'Bound' ? 'bound' : 'lost',
              claim.status,
              claim.status === 'Bound' ? 'good' : claim.status === 'Lost' ? 'bad' : 'wait',
            ),
        h('span', { title: claim.volume }, shortVolume(claim.volume)),
        claim.capacity,
        claim.access,
        claim.storageClass,
        claim.kept ? h('span', { class: 'kept' }, t('claims.kept')) : claim.usedBy,
      ],
    }));
  }
}

class VolumesTable extends FactTable {
  id_ = 'volumes';
  columns = ['volume', 'capacity', 'reclaim', 'status', 'claim', 'class'];

  /** @param {View} view */
  rows(view) {
    return view.volumes.map((volume) => ({
      key: volume.name,
      print: volume,
      off: volume.status === 'Released',
      cells: () => [
        h('span', { title: volume.name }, shortVolume(volume.name)),
        volume.capacity,
        volume.reclaim,
        state(
          volume.status === 'Bound' ? 'bound' : 'lost',
          volume.status,
          volume.status === 'Bound' ? 'good' : volume.status === 'Failed' ? 'bad' : 'wait',
        ),
        volume.claim,
        volume.storageClass,
      ],
    }));
  }
}

/** pvc-2ad27247-61bd-… is told apart by its first block. @param {string} name */
function shortVolume(name) {
  return name.replace(/^(pvc-[0-9a-f]{8})-[0-9a-f-]+$/, '$1…');
}

class EventsTable extends FactTable {
  id_ = 'events';
  columns = ['when', 'type', 'reason', 'object', 'message'];

  /** @param {View} view */
  rows(view) {
    const { selection } = this.session;
    const mine = selection ? view.events.filter(({ object }) => object === selection) : view.events;
    return mine
      .slice(-80)
      .reverse()
      .map((event, i) => ({
        key: `${event.at} ${event.reason} ${event.object} ${event.message} ${mine.length - i}`,
        print: event,
        cells: () => [
          h(
            'button',
            { class: 'cell', 'data-part': 'at', title: t('events.seek'), onclick: () => this.#seek(event.at) },
            clock(event.at),
          ),
          event.type === 'Warning' ? state('failed', event.type, 'bad') : event.type,
          event.reason,
          event.object,
          event.count > 1 ? `${event.message} (x${event.count})` : event.message,
        ],
      }));
  }

  /** @param {number} at */
  #seek(at) {
    this.session.clockwork.pause();
    this.session.clockwork.seek(at);
  }

  /** @param {View} view */
  note(view) {
    const { selection } = this.session;
    return selection ? t('events.of', { subject: selection }) : t('table.until', { t: view.at });
  }
}

for (const [name, element] of Object.entries({
  pods: PodsTable,
  dns: DnsTable,
  claims: ClaimsTable,
  volumes: VolumesTable,
  events: EventsTable,
})) {
  customElements.define(`${name}-table`, element);
}
