// @ts-check
// The page's head: its name, what is simulated, starting over, language, theme and help.
import { h, s } from '../dom.js';
import { language, languages, t, useLanguage } from '../i18n.js';
import { icon } from '../icons.js';
import { preferences } from '../preferences.js';
import { SessionElement } from './element.js';

export class PageHeader extends SessionElement {
  render() {
    const logo = s(
      'svg',
      { viewBox: '0 0 24 24', 'aria-hidden': 'true' },
      ...[18, 13, 8].map((width, i) => s('rect', { x: 3, y: 3 + 7 * i, width, height: 4, rx: 1.5 })),
    );
    const restart = h(
      'select',
      { 'aria-label': t('restart.label'), onchange: () => this.#restart(restart) },
      h('option', { value: '' }, t('restart.label')),
      h('option', { value: 'seed' }, t('restart.seed')),
      h('option', { value: 'empty' }, t('restart.empty')),
    );
    const tongue = h(
      'select',
      { 'aria-label': t('language'), onchange: () => this.#speak(tongue.value) },
      ...Object.entries(languages).map(([tag, name]) =>
        h('option', { value: tag, selected: tag === language(), lang: tag }, name),
      ),
    );
    this.append(
      h('h1', { class: 'brand' }, logo, t('title')),
      restart,
      h('span', { class: 'grow' }),
      h('span', { class: 'stamp', title: t('stamp.title') }),
      h(
        'button',
        { title: t('share.open'), onclick: () => this.dispatchEvent(new CustomEvent('share')) },
        icon('share'),
        h('span', { class: 'label' }, t('share.open')),
      ),
      tongue,
      h(
        'button',
        { 'aria-label': t('theme'), title: t('theme'), onclick: () => preferences.switchTheme() },
        icon('theme'),
      ),
      h(
        'button',
        {
          class: 'keys-help',
          'aria-label': t('help.open'),
          title: `${t('help.open')} (?)`,
          onclick: () => this.dispatchEvent(new CustomEvent('help')),
        },
        icon('help'),
      ),
    );
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const stamp = /** @type {HTMLElement} */ (this.querySelector('.stamp'));
    this.on(signal, ['view'], () => {
      const { version, options, view } = this.session;
      const text = `Kubernetes ${version} · seed ${options.seed} · ${view?.hash.slice(0, 8) ?? ''}`;
      if (stamp.textContent !== text) stamp.textContent = text;
    });
  }

  /** @param {HTMLSelectElement} select */
  #restart(select) {
    const detail = select.value;
    select.value = '';
    if (detail) this.dispatchEvent(new CustomEvent('restart', { detail }));
  }

  /** @param {string} tag */
  async #speak(tag) {
    preferences.setLanguage(tag);
    await useLanguage(tag);
    this.dispatchEvent(new CustomEvent('language'));
  }
}

customElements.define('page-header', PageHeader);
