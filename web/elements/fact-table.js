// @ts-check
// What the tables of facts share: a card with a heading, one table, and rows keyed by what they are about.
import { h, keyed } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { SessionElement } from './element.js';
import css from './fact-tables.css';

/**
 * @typedef {import('statefulset-playground').View} View
 * @typedef {string | Node | null | undefined} Cell
 * @typedef {{key: string, cells: () => Cell[], off?: boolean, selected?: boolean, print: any}} Row
 */

/** A card with a heading and one table. */
export class FactTable extends SessionElement {
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
export function state(glyph, word, tone) {
  return h('span', { class: `st ${tone}` }, icon(glyph), word);
}

export const tones = /** @type {Record<string, 'good' | 'wait' | 'bad' | 'idle'>} */ ({
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
