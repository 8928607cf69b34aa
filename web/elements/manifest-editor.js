// @ts-check
// The manifest: a text area with line numbers over a painted copy of the lines that are seen. Valid text is applied by
// itself after a pause; text that is not leaves the last good world as it is and says where it is wrong.
import { h, keyed, set } from '../dom.js';
import { t } from '../i18n.js';
import { modernised } from '../modernise.js';
import { manifestName } from '../session.js';
import { blockLines, wordsOf } from '../yaml-colours.js';
import { SessionElement } from './element.js';
import css from './manifest-editor.css';

const pause = 700;
/** Lines beyond the seen ones that are numbered and painted, too, so that scrolling does not outrun them. */
const margin = 20;
/** A text with more lines, or with a longer one, is shown as it is. */
const most = { lines: 5000, letters: 2000 };
const legacy = /^apiVersion:\s*["']?apps\/(v1beta1|v1beta2)\b/;

export class ManifestEditor extends SessionElement {
  #parts = /** @type {any} */ ({});
  #timer = 0;
  #automatic = true;
  /** @type {string[]} */
  #lines = [];
  /** @type {Set<number> | null} the lines inside of block scalars; null when nothing is painted */
  #blocks = null;
  #frame = 0;

  get css() {
    return css;
  }

  render() {
    const p = this.#parts;
    this.classList.add('card');
    p.text = h('textarea', {
      'aria-label': t('manifest.label'),
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      wrap: 'off',
      'aria-describedby': 'manifest-says',
      'data-focus': 'manifest',
    });
    p.paint = h('pre', { class: 'paint', 'aria-hidden': 'true' });
    p.numbers = h('pre', {});
    p.marks = h('div', { class: 'marks' });
    p.strip = h('div', { class: 'strip' }, p.numbers, p.marks);
    p.says = h('div', { class: 'lint', id: 'manifest-says', role: 'status' });
    p.state = h('span', { class: 'state' });
    p.apply = h(
      'button',
      { class: 'ghost-button', title: `${t('manifest.apply')} (Ctrl+Enter)`, onclick: () => this.#apply() },
      t('manifest.apply'),
    );
    p.auto = h('input', {
      type: 'checkbox',
      checked: this.#automatic,
      onchange: () => (this.#automatic = p.auto.checked),
    });
    this.append(
      h(
        'h2',
        {},
        h('span', { class: 'file' }, manifestName),
        p.state,
        h('span', { class: 'grow' }),
        h('label', { class: 'auto', title: t('manifest.autoTitle') }, p.auto, t('manifest.auto')),
        p.apply,
      ),
      h(
        'div',
        { class: 'code' },
        h('div', { class: 'numbers', 'aria-hidden': 'true' }, p.strip),
        h('div', { class: 'layer' }, p.paint),
        p.text,
      ),
      p.says,
    );
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { text } = this.#parts;
    text.addEventListener(
      'input',
      () => {
        clearTimeout(this.#timer);
        this.session.edit(text.value);
        if (this.#automatic && this.session.manifest.state === 'pending')
          this.#timer = setTimeout(() => this.#apply(), pause);
      },
      { signal },
    );
    text.addEventListener('scroll', () => this.#follow(), { signal, passive: true });
    text.addEventListener(
      'keydown',
      (/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          this.#apply();
        }
        if (event.key === 'Escape') text.blur();
      },
      { signal },
    );
    this.on(signal, ['manifest'], () => this.#show());
  }

  /** Numbers and colours of the lines that are seen, at the next frame: a manifest may have a hundred thousand. */
  #follow() {
    const { paint, numbers, strip, text } = this.#parts;
    strip.style.transform = `translateY(${-text.scrollTop}px)`;
    paint.style.transform = `translate(${-text.scrollLeft}px, ${-text.scrollTop}px)`;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const height = parseFloat(getComputedStyle(text).lineHeight) || 20;
      const first = Math.max(0, Math.floor(text.scrollTop / height) - margin);
      const last = Math.min(this.#lines.length, first + Math.ceil(text.clientHeight / height) + 2 * margin);
      const shown = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index + 1).join('\n');
      if (numbers.textContent !== shown) numbers.textContent = shown;
      numbers.style.setProperty('--first', String(first));
      paint.style.setProperty('--first', String(first));
      this.#paint(first, last);
    });
  }

  /**
   * @param {number} first
   * @param {number} last
   */
  #paint(first, last) {
    const blocks = this.#blocks;
    const lines = blocks ? this.#lines.slice(first, last) : [];
    const seen = lines.map((text, i) => ({ i, text, in: blocks?.has(first + i) }));
    keyed(
      this.#parts.paint,
      seen,
      ({ i }) => String(i),
      ({ text, in: block }) =>
        h('div', {}, ...wordsOf(text, block).map((word) => h('span', { class: word.tone }, word.text)), '\n'),
    );
  }

  #apply() {
    clearTimeout(this.#timer);
    return this.session.applyManifest(this.#parts.text.value);
  }

  #show() {
    const { text, says, state } = this.#parts;
    const { manifest } = this.session;
    if (text.value !== manifest.text) text.value = manifest.text;
    const lines = manifest.text.split('\n');
    const plain = lines.length > most.lines || lines.some((line) => line.length > most.letters);
    this.#lines = lines;
    this.#blocks = plain ? null : blockLines(lines);
    set(text, 'data-plain', plain);
    const wrong = new Set(manifest.state === 'errors' ? manifest.errors.map(({ line }) => line) : []);
    const old = lines.map((line) => line.match(legacy)?.[1]);
    this.#number(wrong, old);
    set(text, 'aria-invalid', wrong.size > 0 ? 'true' : null);
    set(state, 'data-state', manifest.state);
    const word = t(`manifest.state.${manifest.state}`);
    if (state.textContent !== word) state.textContent = word;
    const notes =
      manifest.state === 'errors'
        ? manifest.errors.slice(0, 8).map((error) => this.#error(error))
        : this.#legacyNotes(old);
    says.replaceChildren(...notes);
    set(says, 'data-tone', manifest.state === 'errors' ? 'bad' : 'wait');
    says.hidden = notes.length === 0;
  }

  /**
   * The numbers, and a mark for each line that something is said about.
   * @param {Set<number>} wrong
   * @param {(string | undefined)[]} old
   */
  #number(wrong, old) {
    const { marks } = this.#parts;
    this.#follow();
    const lines = [
      ...[...wrong].filter((line) => line > 0).map((line) => ({ line, tone: 'bad' })),
      ...old.flatMap((version, index) => (version && !wrong.has(index + 1) ? [{ line: index + 1, tone: 'old' }] : [])),
    ];
    marks.replaceChildren(
      ...lines.slice(0, 50).map(({ line, tone }) => {
        const mark = h('span', { class: tone });
        mark.style.setProperty('--line', String(line - 1));
        return mark;
      }),
    );
  }

  /**
   * What the legacy versions mean, which this cluster serves although a real 1.36 does not.
   * @param {(string | undefined)[]} old
   */
  #legacyNotes(old) {
    const found = old.flatMap((version, index) => (version ? [{ version, line: index + 1 }] : [])).slice(0, 2);
    return found.map(({ version, line }) =>
      h(
        'p',
        {},
        h('b', {}, t('manifest.line', { line })),
        ' ',
        t(`manifest.legacy.${version}`),
        ' ',
        h(
          'button',
          { class: 'link', title: t('manifest.moderniseTitle'), onclick: () => this.#modernise() },
          t('manifest.modernise'),
        ),
      ),
    );
  }

  #modernise() {
    this.session.edit(modernised(this.#parts.text.value));
    this.#parts.text.focus();
    return this.#apply();
  }

  /** @param {import('statefulset-playground').ManifestError} error */
  #error({ message, line, column }) {
    const says = short(message);
    if (!line) return h('p', {}, says);
    const where = column ? t('manifest.lineColumn', { line, column }) : t('manifest.line', { line });
    return h('p', {}, h('button', { class: 'link', onclick: () => this.#goTo(line, column) }, where), ' ', says);
  }

  /**
   * @param {number} line
   * @param {number} column
   */
  #goTo(line, column) {
    const { text } = this.#parts;
    const lines = text.value.split('\n');
    const start = lines
      .slice(0, line - 1)
      .reduce((/** @type {number} */ sum, /** @type {string} */ one) => sum + one.length + 1, 0);
    const at = start + Math.max(0, column - 1);
    text.focus();
    text.setSelectionRange(at, Math.max(at, start + (lines[line - 1]?.length ?? 0)));
    text.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(text).lineHeight));
  }
}

/**
 * A refused patch is quoted whole by the server, ten lines of it; the terminal has that, here is what is wrong with it.
 * @param {string} message
 */
function short(message) {
  return message.replace(/(?:The request is invalid: )?(?:patch: )?Invalid value: "(?:[^"\\]|\\.){200,}": /gs, '');
}

customElements.define('manifest-editor', ManifestEditor);
