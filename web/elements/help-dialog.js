// @ts-check
// What the keys do, and what the page is.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { keyHelp } from '../keys.js';
import { SessionElement } from './element.js';
import css from './help-dialog.css';

export class HelpDialog extends SessionElement {
  get css() {
    return css;
  }

  render() {
    const rows = keyHelp.map(([keys, message]) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, ...keys.flatMap((key, i) => (i ? [' ', h('kbd', {}, key)] : [h('kbd', {}, key)]))),
        h('td', {}, t(message)),
      ),
    );
    const close = h('button', { class: 'ghost-button', onclick: () => this.#dialog.close() }, t('help.close'));
    this.append(
      h(
        'dialog',
        { 'aria-labelledby': 'help-title', closedby: 'any' },
        h('h2', { id: 'help-title' }, t('help.title')),
        h('p', {}, t('help.what')),
        h('table', {}, h('tbody', {}, ...rows)),
        h('p', {}, h('a', { href: 'deviations.html' }, t('help.deviations'))),
        close,
      ),
    );
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.firstElementChild);
  }

  open() {
    this.#dialog.showModal();
  }
}

customElements.define('help-dialog', HelpDialog);
