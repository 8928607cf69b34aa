// @ts-check
// The one sentence that says what is happening, and its quieter twin that reads decisions to screen readers.
import { h } from '../dom.js';
import { rich, t } from '../i18n.js';
import { SessionElement } from './element.js';
import css from './now-sentence.css';

export class NowSentence extends SessionElement {
  #shown = '';
  #told = -1;

  get css() {
    return css;
  }

  render() {
    this.append(h('p', { class: 'says' }), h('p', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' }));
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const [says, narrator] = /** @type {HTMLElement[]} */ ([...this.children]);
    this.on(signal, ['view'], () => {
      const sentence = this.session.view?.sentence;
      const print = JSON.stringify(sentence);
      if (!sentence || print === this.#shown) return;
      this.#shown = print;
      says.replaceChildren(rich(sentence));
    });
    this.on(signal, ['time'], () => this.#narrate(narrator));
  }

  /** What was decided since the playhead stood still; nothing while somebody drags it. @param {HTMLElement} narrator */
  #narrate(narrator) {
    const { markers, playhead, clockwork } = this.session;
    const passed = markers.filter(({ at }) => at > this.#told && at <= playhead);
    const forward = playhead >= this.#told;
    this.#told = playhead;
    if (!forward || !passed.length || !(clockwork.playing || clockwork.live)) return;
    narrator.textContent = passed
      .slice(-3)
      .map(({ text }) => t(text.code, text.params))
      .join(' ');
  }
}

customElements.define('now-sentence', NowSentence);
