// @ts-check
// The one session of a page: it alone talks to the simulator and hands frozen snapshots down. Elements listen to
// its events ('history', 'view', 'time', 'terminal', 'manifest', 'selection', 'branches') and call its methods.
//
// What you did is a list of operations with their virtual times. Replaying it gives the same cluster again, so a
// dead worker is restarted, a change made in the past becomes a branch, and a link can carry everything.
import { Clockwork } from './clockwork.js';
import { readsOnly } from './commands.js';
import { deepFreeze } from './freeze.js';

/**
 * @typedef {import('statefulset-playground').Playground} Playground
 * @typedef {import('statefulset-playground').History} History
 * @typedef {import('statefulset-playground').View} View
 * @typedef {import('statefulset-playground').ManifestError} ManifestError
 * @typedef {{at: number, method: 'apply' | 'shell' | 'writeFile', args: string[]}} Operation
 * @typedef {{name: string, operations: Operation[], end: number}} Branch
 * @typedef {{kind: 'command' | 'out' | 'error' | 'note', text: string, at: number, by: 'you' | 'page'}} Line
 */

/** How long a run to rest may take: a broken rollout never rests. */
const restLimit = 10 * 60 * 1000;
export const manifestName = 'web.yaml';

export class Session extends EventTarget {
  /** @type {History} */
  history = { end: 0, revision: 0, atRest: true, groups: [], markers: [], instants: [] };
  /** @type {View | null} */
  view = null;
  /** @type {string | null} such as "pod/web-1" */
  selection = null;
  /** @type {Line[]} */
  lines = [];
  manifest = { text: '', applied: '', state: 'applied', errors: /** @type {ManifestError[]} */ ([]) };
  /** @type {Branch[]} */
  branches = [{ name: '1', operations: [], end: 0 }];
  branch = 0;
  version = '';

  /** @type {Playground} */
  #core;
  #connect;
  /** @type {Promise<any>} one thing at a time */
  #turn = Promise.resolve();
  #wanted = -1;

  /**
   * @param {() => Playground} connect starts a simulator
   * @param {import('statefulset-playground').Options} options
   */
  constructor(connect, options) {
    super();
    this.#connect = connect;
    this.options = options;
    this.#core = connect();
    this.clockwork = new Clockwork(this);
  }

  /** The instant that is looked at. */
  get playhead() {
    return this.clockwork.playhead;
  }

  get #operations() {
    return this.branches[this.branch].operations;
  }

  /** @param {string} name @param {any} [detail] */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /**
   * A new cluster. With a manifest it is applied and left to come to rest.
   * @param {string} [manifest]
   */
  async start(manifest = '') {
    this.clockwork.pause();
    this.branches = [{ name: '1', operations: [], end: 0 }];
    this.branch = 0;
    this.lines = [];
    this.selection = null;
    this.version = await this.#core.call('kubernetesVersion');
    await this.#exclusively(() => this.#core.call('create', this.options).then((history) => this.#have(history)));
    this.tell('branches');
    if (manifest) {
      await this.applyManifest(manifest, { play: false });
      await this.rest();
    } else {
      await this.clockwork.toEnd();
    }
    this.tell('terminal');
  }

  /** @param {History} history */
  #have(history) {
    this.history = deepFreeze(history);
    this.branches[this.branch].end = history.end;
    this.tell('history');
  }

  /**
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  #exclusively(task) {
    const turn = this.#turn.then(task);
    this.#turn = turn.catch(() => {});
    return turn.catch((error) => this.#revive(error));
  }

  /**
   * The worker died: the same cluster again from what was done, without the operation that killed it.
   * @param {Error} error
   * @returns {Promise<any>}
   */
  async #revive(error) {
    this.#core.destroy();
    this.#core = this.#connect();
    const end = this.branches[this.branch].end;
    this.#turn = this.#replay(this.#operations, end);
    await this.#turn;
    this.print('note', 'session.revived', { message: error.message });
    throw error;
  }

  /**
   * @param {readonly Operation[]} operations
   * @param {number} end
   */
  async #replay(operations, end) {
    await this.#core.call('create', this.options);
    for (const { at, method, args } of operations) {
      await this.#core.call('run', at);
      // @ts-ignore: the arguments are the method's own, written down when it was called
      await this.#core.call(method, ...args);
    }
    this.#have(await this.#core.call('run', end));
  }

  /** @param {number | 'rest' | 'step'} until */
  run(until) {
    return this.#exclusively(async () => this.#have(await this.#core.call('run', until, restLimit)));
  }

  /** Lets time pass until nothing happens by itself any more. */
  async rest() {
    await this.run('rest');
    await this.clockwork.toEnd();
  }

  /**
   * Types a line into the terminal.
   * @param {string} line
   * @param {'you' | 'page'} [by] the page prints the command that its buttons stand for
   */
  async shell(line, by = 'you') {
    this.#print({ kind: 'command', text: line, at: this.playhead, by });
    const past = !this.clockwork.live;
    const reading = readsOnly(line);
    if (past && !reading) await this.#fork();
    return this.#exclusively(async () => {
      const { operations, end } = this.branches[this.branch];
      const before = this.history.revision;
      if (past && reading) await this.#replay(operations.filter(({ at }) => at <= this.playhead), this.playhead);
      const at = this.history.end;
      const output = await this.#core.call('shell', line);
      this.#printOutput(output);
      if (past && reading) {
        await this.#replay(operations, end);
        return output;
      }
      this.#operations.push({ at, method: 'shell', args: [line] });
      this.#have(await this.#core.call('history'));
      if (this.history.revision !== before) this.clockwork.followToRest();
      else await this.clockwork.toEnd();
      return output;
    });
  }

  /**
   * @param {string} text
   * @param {{play?: boolean}} [options]
   */
  async applyManifest(text, { play = true } = {}) {
    this.#manifestIs({ text, state: 'applying' });
    if (!this.clockwork.live) await this.#fork();
    await this.#exclusively(async () => {
      const at = this.history.end;
      const result = await this.#core.call('apply', manifestName, text);
      if (result.errors.length > 0) return this.#manifestIs({ state: 'errors', errors: result.errors });
      this.#operations.push({ at, method: 'apply', args: [manifestName, text] });
      this.#manifestIs({ applied: text, state: this.manifest.text === text ? 'applied' : 'pending', errors: [] });
      this.#print({ kind: 'command', text: `kubectl apply -f ${manifestName}`, at, by: 'page' });
      this.#printOutput(result);
      this.#have(await this.#core.call('history'));
      if (play) this.clockwork.followToRest();
    }).catch((error) => this.#manifestIs({ state: 'errors', errors: [{ message: error.message, line: 0, column: 0 }] }));
  }

  /** The editor's text changed; whoever calls this also decides when to apply it. @param {string} text */
  edit(text) {
    this.#manifestIs({ text, state: text === this.manifest.applied ? 'applied' : 'pending' });
  }

  /** @param {Partial<Session['manifest']>} change */
  #manifestIs(change) {
    this.manifest = { ...this.manifest, ...change };
    this.tell('manifest');
  }

  /** A change in the past leaves what came after it on its own branch. */
  async #fork() {
    const at = this.playhead;
    const operations = this.#operations.filter((one) => one.at <= at);
    const left = this.branches[this.branch];
    const losesNothing = operations.length === left.operations.length;
    if (losesNothing) left.end = at;
    else {
      this.branches.push({ name: String(this.branches.length + 1), operations, end: at });
      this.branch = this.branches.length - 1;
    }
    await this.#exclusively(() => this.#replay(operations, at));
    await this.clockwork.toEnd();
    if (!losesNothing) this.print('note', 'session.forked', { t: at, branch: left.name });
    this.tell('branches');
  }

  /** @param {number} index */
  async switchTo(index) {
    this.clockwork.pause();
    this.branch = index;
    const { operations, end } = this.branches[index];
    const manifest = operations.filter(({ method }) => method === 'apply').at(-1)?.args[1];
    await this.#exclusively(() => this.#replay(operations, end));
    if (manifest !== undefined) this.#manifestIs({ text: manifest, applied: manifest, state: 'applied', errors: [] });
    await this.clockwork.toEnd();
    this.tell('branches');
  }

  /** @param {string | null} subject */
  select(subject) {
    this.selection = subject;
    this.tell('selection');
  }

  /** @param {string} line */
  complete(line) {
    return this.#core.call('complete', line);
  }

  clearTerminal() {
    this.lines = [];
    this.tell('terminal');
  }

  /** What a half-typed word could become. @param {string[]} words */
  showChoices(words) {
    this.#print({ kind: 'out', text: words.join('  '), at: this.playhead, by: 'page' });
  }

  /** A line of our own in the terminal. @param {Line['kind']} kind @param {string} code @param {Record<string, any>} [params] */
  print(kind, code, params) {
    this.#print({ kind, text: JSON.stringify({ code, params }), at: this.playhead, by: 'page' });
  }

  /** @param {Line} line */
  #print(line) {
    this.lines = [...this.lines, line].slice(-500);
    this.tell('terminal');
  }

  /** @param {import('statefulset-playground').Output} output */
  #printOutput({ stdout, stderr }) {
    const at = this.playhead;
    if (stderr) this.#print({ kind: 'error', text: stderr, at, by: 'you' });
    if (stdout) this.#print({ kind: 'out', text: stdout, at, by: 'you' });
  }

  /** Fetches what the playhead points at; calls while one is under way are answered by one more at the end. */
  async look() {
    const busy = this.#wanted >= 0;
    this.#wanted = this.playhead;
    if (busy) return;
    while (this.#wanted >= 0) {
      const at = this.#wanted;
      const view = await this.#core.call('view', at).catch(() => null);
      if (this.#wanted === at) this.#wanted = -1;
      if (view) {
        this.view = deepFreeze(view);
        this.tell('view');
      }
    }
  }
}
