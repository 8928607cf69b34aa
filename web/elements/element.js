// @ts-check
// What the page's elements share: they draw once when they are connected, listen to the session, and stop when
// they leave. They live in the light DOM of whatever root holds them (the page, or an embed's shadow root).
import { adopt } from '../dom.js';

export class SessionElement extends HTMLElement {
  /** @type {import('../session.js').Session} given by whoever makes the element */
  session = /** @type {any} */ (undefined);
  #leaving = new AbortController();

  /** The element's stylesheet. */
  get css() {
    return '';
  }

  connectedCallback() {
    this.#leaving = new AbortController();
    adopt(this, this.css);
    this.replaceChildren();
    this.render();
    this.listen(this.#leaving.signal);
  }

  disconnectedCallback() {
    this.#leaving.abort();
  }

  /** Makes the children. */
  render() {}

  /** @param {AbortSignal} _signal ends the listening */
  listen(_signal) {}

  /**
   * Calls `update` now and whenever the session tells one of `names`.
   * @param {AbortSignal} signal
   * @param {string[]} names
   * @param {() => void} update
   */
  on(signal, names, update) {
    for (const name of names) this.session.addEventListener(name, update, { signal });
    update();
  }
}

/**
 * A session's element, ready to be put somewhere.
 * @param {string} tag
 * @param {import('../session.js').Session} session
 */
export function sessionElement(tag, session) {
  return Object.assign(/** @type {SessionElement} */ (document.createElement(tag)), { session });
}
