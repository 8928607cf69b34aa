// @ts-check
// Why something is as it is, or is not there: the sentence, the fields it rests on, what comes next, and where the
// real controller decides it.
import { h, keyed } from '../dom.js';
import { rich, t } from '../i18n.js';
import { commands } from '../commands.js';
import { SessionElement } from './element.js';
import css from './why-panel.css';

/**
 * @typedef {import('statefulset-playground').Why} Why
 * @typedef {import('statefulset-playground').View} View
 * @typedef {{subject: string, none: true, text?: import('statefulset-playground').Text}} None
 */

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
        ? view.why.filter(
            ({ subject, lane }) => subject === selection || subject.startsWith(`${selection}/`) || lane === selection,
          )
        : view.why.filter(({ open }) => open);
      const shown = all.slice(0, 6);
      /** @type {HTMLElement} */ (this.querySelector('small')).textContent = selection ?? t('why.all');
      /** @type {HTMLElement} */ (this.querySelector('.link.end')).hidden = !selection;
      const keeps = nothing(selection ?? '', view);
      /** @type {(Why | None)[]} */
      const items = shown.length && !keeps.text ? shown : [...shown, keeps];
      keyed(
        answers,
        items.map((one, place) => ({ one, place })),
        ({ one, place }) => `${place} ${one.subject}`,
        ({ one }) => ('none' in one ? none(one) : answer(one)),
      );
      const pod = view.pods.find(({ name, state }) => selection === `pod/${name}` && state !== 'awaited');
      const buttons = pod
        ? [
            { line: commands.describePod(pod.name, pod.namespace), key: '' },
            { line: commands.deletePod(pod.name, pod.namespace), key: '' },
          ]
        : shown.length || selection
          ? []
          : tries(view);
      keyed(
        actions,
        buttons,
        ({ line }) => line,
        (one) => this.#action(one),
      );
    });
  }

  /** A command to click, and what to watch for. @param {{line: string, key: string}} one */
  #action({ line, key }) {
    const button = h(
      'button',
      { class: 'ghost-button', 'data-part': line, onclick: () => this.session.shell(line, 'page') },
      h('code', {}, line),
    );
    if (!key) return button;
    return h('p', { class: 'try' }, button, h('span', {}, t(key)));
  }
}

/**
 * That there is nothing to explain; of a set's pod what it keeps whatever happens to it.
 * @param {string} subject
 * @param {View} view
 * @returns {None}
 */
function nothing(subject, view) {
  const pod = view.pods.find(({ name }) => subject === `pod/${name}`);
  if (!pod || pod.ordinal < 0) return { subject, none: true };
  const dns = view.dns.find(({ name }) => name.startsWith(`${pod.name}.`))?.name ?? '';
  const claims = view.claims.filter(({ usedBy }) => usedBy === pod.name).map(({ name }) => name);
  const code = dns && claims.length ? 'why.keeps' : dns ? 'why.keepsName' : '';
  if (!code) return { subject, none: true };
  return { subject, none: true, text: { code, params: { pod: pod.name, name: dns, claim: claims.join(', ') } } };
}

/** @param {None} one */
function none({ subject, text }) {
  if (text) return h('p', {}, rich(text));
  return h('p', { class: 'soft' }, subject ? t('why.noneOf', { subject }) : `${t('why.none')} ${t('why.try')}`);
}

/**
 * What somebody new could do with the first set, each with what it teaches.
 * @param {View} view
 */
function tries(view) {
  const set = view.sets[0];
  const pods = view.pods.filter(({ state, ordinal }) => ordinal >= 0 && state !== 'awaited');
  const last = pods.at(-1);
  if (!set || !last) return [];
  const { name, namespace, replicas } = set;
  return [
    { line: commands.deletePod(last.name, namespace), key: 'try.delete' },
    { line: commands.scale(name, replicas + 2, namespace), key: 'try.more' },
    ...(replicas > 1 ? [{ line: commands.scale(name, replicas - 1, namespace), key: 'try.fewer' }] : []),
  ];
}

/** @param {Why} why */
function answer(why) {
  const [file = '', name = ''] = why.upstream.split(' ');
  return h(
    'article',
    {},
    h('p', {}, why.outcome ? rich(why.outcome) : null, rich(why.text)),
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
