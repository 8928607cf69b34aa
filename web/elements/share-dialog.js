// @ts-check
// The link that carries this session: a field to copy from, for the clipboard may be forbidden.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { encode } from '../share.js';
import { SessionElement } from './element.js';
import css from './help-dialog.css';

/** Longer links are cut by mail programs and chats. */
const comfortable = 8000;

export class ShareDialog extends SessionElement {
  #parts = /** @type {any} */ ({});

  get css() {
    return css;
  }

  render() {
    const p = this.#parts;
    p.link = h('textarea', { readonly: true, rows: 4, 'aria-label': t('share.link') });
    p.note = h('p', { class: 'soft', role: 'status' });
    p.dialog = h(
      'dialog',
      { 'aria-labelledby': 'share-title', closedby: 'any' },
      h('h2', { id: 'share-title' }, t('share.title')),
      h('p', {}, t('share.what')),
      p.link,
      p.note,
      h('button', { class: 'ghost-button', onclick: () => this.#copy() }, t('share.copy')),
      ' ',
      h('button', { class: 'ghost-button', onclick: () => p.dialog.close() }, t('help.close')),
    );
    this.append(p.dialog);
  }

  async open() {
    const { dialog, link, note } = this.#parts;
    const url = new URL(location.href);
    url.hash = await encode(this.session.shared);
    link.value = url.href;
    note.textContent = url.href.length > comfortable ? t('share.long') : '';
    dialog.showModal();
    link.select();
  }

  async #copy() {
    const { link, note } = this.#parts;
    link.select();
    const copied = await navigator.clipboard.writeText(link.value).then(
      () => true,
      () => false,
    );
    note.textContent = t(copied ? 'share.copied' : 'share.byHand');
  }
}

customElements.define('share-dialog', ShareDialog);
