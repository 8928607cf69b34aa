// @ts-check
// The one session of a page: it alone talks to the simulator and hands frozen snapshots down. Elements listen to
// its events ('history', 'view', 'time', 'terminal', 'manifest', 'selection', 'branches') and call its methods.
//
// What you did is a list of operations with their virtual times. Replaying it gives the same cluster again, so a
// dead worker is restarted, a change made in the past becomes a branch, and a link can carry everything.
import { Clockwork } from './clockwork.js';
import { readsOnly } from './commands.js';
import { deepFreeze } from './freeze.js';
import { merged } from './history.js';
import { commandOf, fileIn, manifestIn, markersOf } from './operations.js';
import { Simulator } from './simulator.js';
import { Transcript } from './transcript.js';

/**
 * @typedef {import('statefulset-playground').Playground} Playground
 * @typedef {import('statefulset-playground').History} History
 * @typedef {import('statefulset-playground').View} View
 * @typedef {import('statefulset-playground').ManifestError} ManifestError
 * @typedef {import('./operations.js').Operation} Operation
 * @typedef {{name: string, operations: Operation[], end: number}} Branch
 */

/** How long a run to rest may take: a broken rollout never rests. */
const restLimit = 10 * 60 * 1000;
export const manifestName = 'web.yaml';

export class Session extends EventTarget {
  /** @type {History} */
  history = { end: 0, revision: 0, since: -1, atRest: true, groups: [], markers: [], instants: [] };
  /** @type {View | null} */
  view = null;
  /** @type {string | null} such as "pod/web-1" */
  selection = null;
  filter = '';
  transcript = new Transcript(() => this.tell('terminal'));
  manifest = { text: '', applied: '', state: 'applied', errors: /** @type {ManifestError[]} */ ([]) };
  /** @type {Branch[]} */
  branches = [{ name: '1', operations: [], end: 0 }];
  branch = 0;
  version = '';

  #simulator;

  /**
   * @param {() => Playground} connect starts a simulator
   * @param {import('statefulset-playground').Options} options
   */
  constructor(connect, options) {
    super();
    this.options = options;
    this.#simulator = new Simulator(connect, options, (error) => this.#died(error));
    this.clockwork = new Clockwork(this);
  }

  /** Is anything under way? */
  get busy() {
    return this.#simulator.busy;
  }

  /** Decisions in order of time: the controllers', and what you did. */
  get markers() {
    return [...this.history.markers, ...markersOf(this.#operations)].sort((a, b) => a.at - b.at);
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
    this.transcript.clear();
    this.selection = null;
    this.version = await this.#simulator.call('kubernetesVersion');
    await this.#simulator.exclusively(() => this.#simulator.create().then((history) => this.#have(history)));
    this.tell('branches');
    if (manifest) {
      await this.applyManifest(manifest, { play: false });
      await this.rest();
    } else {
      this.#manifestIs({ applied: '', state: 'pending', errors: [] });
      await this.clockwork.toEnd();
    }
  }

  /** A session that somebody shared, as it was. @param {import('./share.js').Shared} shared */
  async open({ operations, end, at = end }) {
    await this.start();
    this.branches = [{ name: '1', operations, end }];
    await this.#simulator.exclusively(async () => {
      const answered = (/** @type {Operation} */ one, /** @type {any} */ output) => {
        if (one.method === 'writeFile') return;
        this.transcript.command(commandOf(one), one.at, 'you');
        this.transcript.output(output, one.at);
      };
      this.#have(await this.#simulator.replay(operations, end, answered));
    });
    this.#manifestOf(operations);
    await this.clockwork.seek(at);
  }

  /** What a link has to carry. */
  get shared() {
    const { operations, end } = this.branches[this.branch];
    return { seed: this.options.seed, operations, end, at: this.playhead };
  }

  /** The manifest is what was applied last. @param {readonly Operation[]} operations */
  #manifestOf(operations) {
    const text = manifestIn(operations);
    if (text !== undefined) this.#manifestIs({ text, applied: text, state: 'applied', errors: [] });
  }

  /** @param {History} history */
  #have(history) {
    this.history = deepFreeze(merged(this.history, history));
    this.branches[this.branch].end = history.end;
    this.tell('history');
  }

  /** @param {Error} error */
  #died(error) {
    const past = this.branches[this.branch];
    this.transcript.note(past.end, 'session.revived', { message: error.message });
    return past;
  }

  /**
   * @param {readonly Operation[]} operations
   * @param {number} end
   */
  async #replay(operations, end) {
    this.#have(await this.#simulator.replay(operations, end));
  }

  /** @param {number | 'rest' | 'step'} until */
  run(until) {
    return this.#simulator.exclusively(async () =>
      this.#have(await this.#simulator.call('run', until, restLimit, this.history.revision)),
    );
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
    this.transcript.command(line, this.playhead, by);
    const past = !this.clockwork.live;
    const reading = readsOnly(line);
    if (past && !reading) await this.#fork();
    return this.#simulator.exclusively(async () => {
      const { operations, end } = this.branches[this.branch];
      const before = this.history.revision;
      const at = past ? this.playhead : this.history.end;
      if (past && reading) {
        await this.#simulator.replay(operations.filter((one) => one.at <= at), at);
        const output = await this.#simulator.call('shell', line);
        this.transcript.output(output, at);
        await this.#simulator.replay(operations, end);
        return output;
      }
      await this.#saveManifest(at);
      const output = await this.#simulator.call('shell', line);
      this.transcript.output(output, at);
      if (!reading) this.#operations.push({ at, method: 'shell', args: [line] });
      this.#have(await this.#simulator.call('history', before));
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
    await this.#simulator
      .exclusively(async () => {
        const at = this.history.end;
        const result = await this.#simulator.call('apply', manifestName, text);
        if (result.errors.length > 0) return this.#manifestIs({ state: 'errors', errors: result.errors });
        this.#operations.push({ at, method: 'apply', args: [manifestName, text] });
        this.#manifestIs({ applied: text, state: this.manifest.text === text ? 'applied' : 'pending', errors: [] });
        this.transcript.command(`kubectl apply -f ${manifestName}`, at, 'page');
        this.transcript.output(result, at);
        this.#have(await this.#simulator.call('history', this.history.revision));
        if (play) this.clockwork.followToRest();
      })
      .catch((error) =>
        this.#manifestIs({ state: 'errors', errors: [{ message: error.message, line: 0, column: 0 }] }),
      );
  }

  /** A command sees the file as the editor shows it. @param {number} at */
  async #saveManifest(at) {
    const { text } = this.manifest;
    if (text === fileIn(this.#operations)) return;
    await this.#simulator.call('writeFile', manifestName, text);
    this.#operations.push({ at, method: 'writeFile', args: [manifestName, text] });
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
    await this.#simulator.exclusively(() => this.#replay(operations, at));
    await this.clockwork.toEnd();
    if (!losesNothing) this.transcript.note(at, 'session.forked', { t: at, branch: left.name });
    this.tell('branches');
  }

  /** @param {number} index */
  async switchTo(index) {
    this.clockwork.pause();
    this.branch = index;
    const { operations, end } = this.branches[index];
    await this.#simulator.exclusively(() => this.#replay(operations, end));
    this.#manifestOf(operations);
    await this.clockwork.toEnd();
    this.tell('branches');
  }

  /** Which pods are shown: those whose name has this in it. @param {string} text */
  filterBy(text) {
    this.filter = text.trim();
    this.tell('history');
    this.tell('selection');
  }

  /** @param {string | null} subject */
  select(subject) {
    this.selection = subject;
    this.tell('selection');
  }

  /** @param {string} line */
  complete(line) {
    return this.#simulator.call('complete', line);
  }

  look() {
    return this.#simulator.look(this.playhead, (view) => {
      this.view = view;
      this.tell('view');
    });
  }
}
