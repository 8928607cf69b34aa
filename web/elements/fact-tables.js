// @ts-check
// The other tables of facts at the playhead: headless DNS, claims and volumes, events.
import { h } from '../dom.js';
import { clock, rich, t } from '../i18n.js';
import { FactTable, state } from './fact-table.js';

/** @typedef {import('statefulset-playground').View} View */

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
  columns = ['claim', 'status', 'used', 'volume', 'capacity', 'access', 'class'];

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
        claim.kept ? h('span', { class: 'kept' }, t('claims.kept')) : claim.usedBy,
        h('span', { title: claim.volume }, shortVolume(claim.volume)),
        claim.capacity,
        claim.access,
        claim.storageClass,
      ],
    }));
  }
}

class VolumesTable extends FactTable {
  id_ = 'volumes';
  columns = ['volume', 'status', 'claim', 'reclaim', 'capacity', 'class'];

  /** @param {View} view */
  rows(view) {
    return view.volumes.map((volume) => ({
      key: volume.name,
      print: volume,
      off: volume.status === 'Released',
      cells: () => [
        h('span', { title: volume.name }, shortVolume(volume.name)),
        state(
          volume.status === 'Bound' ? 'bound' : 'lost',
          volume.status,
          volume.status === 'Bound' ? 'good' : volume.status === 'Failed' ? 'bad' : 'wait',
        ),
        volume.claim,
        volume.reclaim,
        volume.capacity,
        volume.storageClass,
      ],
    }));
  }
}

/** pvc-2ad27247-61bd-… is told apart by its first block. @param {string} name */
function shortVolume(name) {
  return name.replace(/^(pvc-[0-9a-f]{8})-[0-9a-f-]+$/, '$1…');
}

/** As people type it: sts/web, pvc/www-web-0. @param {string} object */
function shortKind(object) {
  const [kind = '', name = ''] = object.split('/');
  const short = /** @type {Record<string, string>} */ ({
    statefulset: 'sts',
    persistentvolumeclaim: 'pvc',
    persistentvolume: 'pv',
    service: 'svc',
    poddisruptionbudget: 'pdb',
  });
  return `${short[kind] ?? kind}/${name}`;
}

/** @param {string} reason */
function warning(reason) {
  const said = state('failed', reason, 'bad');
  said.prepend(h('span', { class: 'visually-hidden' }, t('events.warning'), ' '));
  return said;
}

class EventsTable extends FactTable {
  id_ = 'events';
  columns = ['when', 'object', 'reason', 'message'];

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
          h('span', { title: event.object }, shortKind(event.object)),
          event.type === 'Warning' ? warning(event.reason) : event.reason,
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
  dns: DnsTable,
  claims: ClaimsTable,
  volumes: VolumesTable,
  events: EventsTable,
})) {
  customElements.define(`${name}-table`, element);
}
