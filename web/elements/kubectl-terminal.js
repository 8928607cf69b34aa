// @ts-check
// The terminal: a log, one line to type into, and a few commands to try. The page's own buttons print here what
// they stand for.
import { h, set } from '../dom.js';
import { clock, t } from '../i18n.js';
import { completion, suggestions } from '../commands.js';
import { SessionElement } from './element.js';
import css from './kubectl-terminal.css';

export class KubectlTerminal extends SessionElement {
  /** @type {string[]} */
  #typed = [];
  #at = 0;
  #draft = '';
  #shown = /** @type {readonly any[]} */ ([]);
  #parts = /** @type {any} */ ({});

  get css() {
    return css;
  }

  render() {
    const p = this.#parts;
    this.#shown = [];
    this.classList.add('card');
    p.log = h('div', { class: 'log', role: 'log', 'aria-label': t('terminal.log'), tabindex: 0 });
    p.input = h('input', {
      'aria-label': t('terminal.input'),
      autocomplete: 'off',
      autocapitalize: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
      enterkeyhint: 'send',
      placeholder: t('terminal.placeholder'),
      'aria-describedby': 'terminal-keys',
      'data-focus': 'terminal',
    });
    p.completed = h('span', { class: 'visually-hidden', role: 'status' });
    p.form = h(
      'form',
      { class: 'prompt' },
      h('span', { 'aria-hidden': 'true' }, '$'),
      p.input,
      h('span', { class: 'visually-hidden', id: 'terminal-keys' }, t('terminal.keys')),
      p.completed,
    );
    const tries = h(
      'div',
      { class: 'tries', role: 'group', 'aria-label': t('terminal.try') },
      h('span', { 'aria-hidden': 'true' }, t('terminal.tryShort')),
      ...suggestions.map((line) =>
        h('button', { type: 'button', class: 'ghost-button', onclick: () => this.#run(line) }, h('code', {}, line)),
      ),
    );
    this.append(h('h2', {}, t('terminal.title'), h('small', {}, t('terminal.note'))), p.log, tries, p.form);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { form, input } = this.#parts;
    form.addEventListener(
      'submit',
      (/** @type {Event} */ event) => {
        event.preventDefault();
        const line = input.value.trim();
        input.value = '';
        if (line) this.#run(line);
      },
      { signal },
    );
    input.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.#key(event), { signal });
    this.on(signal, ['terminal'], () => this.#print());
  }

  /** @param {string} line */
  #run(line) {
    if (this.#typed.at(-1) !== line) this.#typed.push(line);
    this.#at = this.#typed.length;
    this.#draft = '';
    if (line === 'clear') return this.session.transcript.clear();
    return this.session.shell(line).catch(() => {});
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { input } = this.#parts;
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      this.#recall(event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'Escape') {
      input.blur();
    } else if (
      event.key === 'Tab' &&
      input.value.trim() &&
      !event.shiftKey &&
      input.selectionStart === input.value.length
    ) {
      event.preventDefault();
      this.#complete();
    } else if (event.key === 'l' && event.ctrlKey) {
      event.preventDefault();
      this.session.transcript.clear();
    }
  }

  /** @param {-1 | 1} by */
  #recall(by) {
    const { input } = this.#parts;
    if (this.#at === this.#typed.length) this.#draft = input.value;
    this.#at = Math.max(0, Math.min(this.#typed.length, this.#at + by));
    input.value = this.#typed[this.#at] ?? this.#draft;
    input.setSelectionRange(input.value.length, input.value.length);
  }

  /** Completes the last word as far as it is clear; the second time the choices are listed, as a shell does. */
  async #complete() {
    const { input, completed } = this.#parts;
    const line = input.value;
    const found = await this.session.complete(line).catch(() => /** @type {string[]} */ ([]));
    if (input.value !== line) return;
    const to = completion(line, found);
    completed.textContent = !found.length
      ? t('terminal.noCompletion')
      : found.length === 1
        ? t('terminal.completed', { word: found[0] })
        : t('terminal.choices', { n: found.length });
    if (to !== line) input.value = to;
    else if (found.length > 1) this.session.transcript.choices(found.slice(0, 60), this.session.playhead);
  }

  /** Adds what is new; a log that was cleared or shortened is written anew. */
  #print() {
    const { log } = this.#parts;
    const { lines } = this.session.transcript;
    const kept = this.#shown.length > 0 && lines[0] === this.#shown[0] ? this.#shown.length : 0;
    if (!kept) log.replaceChildren();
    const bottom = log.scrollTop + log.clientHeight >= log.scrollHeight - 40 || !kept;
    log.append(...lines.slice(kept).map(lineNode));
    this.#shown = lines;
    if (bottom || lines.at(-1)?.kind === 'command') log.scrollTop = log.scrollHeight;
    set(log, 'data-empty', lines.length === 0);
  }
}

/** @param {import('../transcript.js').Line} line */
function lineNode({ kind, text, at, by }) {
  if (kind === 'command') {
    return h(
      'div',
      { class: `command ${by}` },
      h('span', { class: 'dollar', 'aria-hidden': 'true' }, '$ '),
      text,
      h('time', { title: t('terminal.at') }, clock(at)),
    );
  }
  if (kind === 'note') {
    const { code, params } = JSON.parse(text);
    return h('div', { class: 'note' }, t(code, params));
  }
  return h('pre', { class: kind }, text.replace(/\n$/, ''));
}

customElements.define('kubectl-terminal', KubectlTerminal);
