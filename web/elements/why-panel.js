// @ts-check
// Why something is as it is, or is not there: the sentence, the fields it rests on, what comes next, and where the
// real controller decides it.
import { h, keyed } from '../dom.js';
import { rich, t } from '../i18n.js';
import { commands } from '../commands.js';
import { SessionElement } from './element.js';
import css from './why-panel.css';

/** @typedef {import('statefulset-playground').Why} Why */

const source = 'https://github.com/kubernetes/kubernetes/blob/release-1.36/';

export class WhyPanel extends SessionElement {
  get css() {
    return css;
  }

  render() {
    this.classList.add('card');
    this.append(
      h(
        'h2',
        {},
        t('why.title'),
        h('small', {}),
        h('button', { class: 'link end', hidden: true, onclick: () => this.session.select(null) }, t('why.clear')),
      ),
      h('div', { class: 'answers', tabindex: 0, role: 'region', 'aria-label': t('why.title') }),
      h('div', { class: 'actions' }),
    );
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const [answers, actions] = [this.querySelector('.answers'), this.querySelector('.actions')];
    this.on(signal, ['view', 'selection'], () => {
      const { view, selection } = this.session;
      if (!view || !answers || !actions) return;
      const all = selection
        ? view.why.filter(({ subject }) => subject === selection || subject.startsWith(`${selection}/`))
        : view.why;
      const shown = all.slice(0, 6);
      /** @type {HTMLElement} */ (this.querySelector('small')).textContent = selection ?? t('why.all');
      /** @type {HTMLElement} */ (this.querySelector('.link.end')).hidden = !selection;
      /** @type {(Why | {subject: string, none: boolean})[]} */
      const items = shown.length ? shown : [{ subject: selection ?? '', none: true }];
      keyed(
        answers,
        items,
        (one) => `${one.subject} ${'none' in one ? '' : one.text.code}`,
        (one) => ('none' in one ? none(one.subject) : answer(one)),
      );
      const pod = view.pods.find(({ name, state }) => selection === `pod/${name}` && state !== 'awaited');
      keyed(
        actions,
        pod ? ['describePod', 'deletePod'] : [],
        (name) => `${name} ${pod?.name}`,
        (name) => this.#action(name, pod?.name ?? '', pod?.namespace),
      );
    });
  }

  /**
   * @param {string} name
   * @param {string} pod
   * @param {string} [namespace]
   */
  #action(name, pod, namespace) {
    const line = commands[/** @type {'describePod' | 'deletePod'} */ (name)](pod, namespace);
    return h(
      'button',
      { class: 'ghost-button', 'data-part': name, onclick: () => this.session.shell(line, 'page') },
      h('code', {}, line),
    );
  }
}

/** @param {string} subject */
function none(subject) {
  return h('p', { class: 'soft' }, subject ? t('why.noneOf', { subject }) : t('why.none'));
}

/** @param {Why} why */
function answer(why) {
  const [file = '', name = ''] = why.upstream.split(' ');
  return h(
    'article',
    {},
    h('p', {}, rich(why.text)),
    why.evidence.length
      ? h(
          'ul',
          { 'aria-label': t('why.evidence') },
          ...why.evidence.map(({ object, field, value }) =>
            h('li', {}, h('code', {}, `${object} ${field}`), ' ', value),
          ),
        )
      : null,
    h(
      'p',
      { class: 'soft' },
      why.next ? h('span', {}, t('why.next'), ' ', rich(why.next), ' ') : null,
      why.upstream
        ? h(
            'a',
            { href: source + file, target: '_blank', rel: 'noreferrer', title: why.upstream },
            name || file.split('/').at(-1) || '',
            ' ↗',
          )
        : null,
    ),
  );
}

customElements.define('why-panel', WhyPanel);
