// @ts-check
// Fetches the view that the playhead points at. Calls while one is under way are answered by one more at the end.

/** @typedef {import('statefulset-playground').View} View */

export class Looker {
  #wanted = -1;
  #fetch;
  #have;

  /**
   * @param {(at: number) => Promise<View>} fetch
   * @param {(view: View) => void} have
   */
  constructor(fetch, have) {
    this.#fetch = fetch;
    this.#have = have;
  }

  /** @param {number} instant */
  async look(instant) {
    const busy = this.#wanted >= 0;
    this.#wanted = instant;
    if (busy) return;
    while (this.#wanted >= 0) {
      const at = this.#wanted;
      const view = await this.#fetch(at).catch(() => null);
      if (this.#wanted === at) this.#wanted = -1;
      if (view) this.#have(view);
    }
  }
}
