// @ts-check
// The session's line to the worker: one thing at a time, and when the worker dies another takes its place and does
// again what had been done.
import { deepFreeze } from './freeze.js';

/**
 * @typedef {import('statefulset-playground').Playground} Playground
 * @typedef {import('statefulset-playground').History} History
 * @typedef {import('statefulset-playground').View} View
 * @typedef {import('./operations.js').Operation} Operation
 * @typedef {{operations: readonly Operation[], end: number}} Past
 */

export class Simulator {
  #connect;
  #core;
  #options;
  #pastOf;
  #pending = 0;
  #wanted = -1;
  /** @type {Promise<any>} */
  #turn = Promise.resolve();

  /**
   * @param {() => Playground} connect starts a worker
   * @param {import('statefulset-playground').Options} options
   * @param {(error: Error) => Past} died tells that a worker died, and learns what to do again
   */
  constructor(connect, options, died) {
    this.#connect = connect;
    this.#options = options;
    this.#pastOf = died;
    this.#core = connect();
  }

  /** Is anything under way? */
  get busy() {
    return this.#pending > 0;
  }

  /** @type {Playground['call']} */
  call(method, ...args) {
    return this.#core.call(method, ...args);
  }

  /** A fresh cluster. */
  create() {
    return this.#core.call('create', this.#options);
  }

  /**
   * Runs a task after those before it.
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  exclusively(task) {
    this.#pending++;
    const turn = this.#turn.then(task).catch((error) => this.#revive(error));
    this.#turn = turn.catch(() => {});
    return turn.finally(() => this.#pending--);
  }

  /** @param {Error} error @returns {Promise<any>} */
  async #revive(error) {
    const { operations, end } = this.#pastOf(error);
    this.#core.destroy();
    this.#core = this.#connect();
    await this.replay(operations, end);
    throw error;
  }

  /**
   * The same cluster again, at `end`.
   * @param {readonly Operation[]} operations
   * @param {number} end
   * @param {(operation: Operation, output: any) => void} [answered]
   * @returns {Promise<History>}
   */
  async replay(operations, end, answered) {
    await this.create();
    for (const operation of operations) {
      await this.#core.call('run', operation.at);
      // @ts-ignore: the arguments are the method's own, written down when it was called
      const output = await this.#core.call(operation.method, ...operation.args);
      answered?.(operation, output);
    }
    return this.#core.call('run', end);
  }

  /**
   * Fetches the view of an instant. While one is under way only the last instant asked for is remembered.
   * @param {number} instant
   * @param {(view: View) => void} have
   */
  async look(instant, have) {
    const under = this.#wanted >= 0;
    this.#wanted = instant;
    if (under) return;
    this.#pending++;
    while (this.#wanted >= 0) {
      const at = this.#wanted;
      const view = await this.#core.call('view', at).catch(() => null);
      if (this.#wanted === at) this.#wanted = -1;
      if (view) have(deepFreeze(view));
    }
    this.#pending--;
  }
}
