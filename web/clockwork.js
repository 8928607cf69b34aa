// @ts-check
// The playhead and what moves it: playing, seeking, stepping. Where it passes the end of what has been simulated,
// the simulator runs on; behind the end it only looks at the past.

/** Real milliseconds that the simulator runs ahead of a moving playhead. */
const ahead = 120;
export const speeds = [0.5, 1, 2, 4, 10, 60];

export class Clockwork {
  playhead = 0;
  speed = 4;
  playing = false;
  /** at the present, not looking at the past */
  live = true;

  #session;
  #untilRest = false;
  #running = false;
  #last = 0;
  #frame = 0;

  /** @param {import('./session.js').Session} session */
  constructor(session) {
    this.#session = session;
  }

  /** @param {number} ms */
  #moveTo(ms) {
    this.playhead = ms;
    this.#session.tell('time');
    return this.#session.look();
  }

  /** To the present. */
  toEnd() {
    this.live = true;
    return this.#moveTo(this.#session.history.end);
  }

  /** @param {number} ms */
  seek(ms) {
    const { end } = this.#session.history;
    const at = Math.max(0, Math.min(ms, end));
    this.live = at >= end;
    if (!this.live) this.#untilRest = false;
    return this.#moveTo(at);
  }

  play() {
    if (this.playing) return;
    this.playing = true;
    this.#last = performance.now();
    this.#frame = requestAnimationFrame((now) => this.#tick(now));
    this.#session.tell('playing');
  }

  pause() {
    this.playing = false;
    this.#untilRest = false;
    cancelAnimationFrame(this.#frame);
    this.#session.tell('playing');
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Something was changed: show what follows (and what passed while the command waited), then stop. */
  followToRest() {
    this.live = true;
    this.#moveTo(this.playhead);
    this.#untilRest = true;
    this.play();
  }

  /** @param {number} now */
  #tick(now) {
    const { history } = this.#session;
    const step = Math.min(now - this.#last, 100) * this.speed;
    this.#last = now;
    const target = Math.round(this.playhead + step);
    if (target + ahead * this.speed > history.end) this.#runOn(target);
    const reached = Math.min(target, history.end);
    if (reached >= history.end) this.live = true;
    if (reached !== this.playhead) this.#moveTo(reached);
    if (this.#untilRest && this.live && history.atRest && reached >= history.end) return this.pause();
    if (this.playing) this.#frame = requestAnimationFrame((next) => this.#tick(next));
  }

  /** @param {number} target */
  async #runOn(target) {
    const resting = this.#untilRest && this.#session.history.atRest;
    if (this.#running || resting) return;
    this.#running = true;
    await this.#session.run(target + 2 * ahead * this.speed).catch(() => this.pause());
    this.#running = false;
  }

  /**
   * To the decision (or, finer, to the change) before or after the playhead; at the end of history time runs on.
   * @param {1 | -1} direction
   * @param {'decision' | 'change'} what
   */
  async step(direction, what) {
    this.pause();
    const found = () => next(this.#times(what), this.playhead, direction);
    let to = found();
    for (let tries = 0; to === null && direction > 0 && !this.#session.history.atRest && tries < 100; tries++) {
      await this.#session.run('step');
      to = found();
    }
    if (to !== null) await this.seek(to);
    else if (direction > 0) await this.toEnd();
    else await this.seek(0);
  }

  /** @param {'decision' | 'change'} what */
  #times(what) {
    return what === 'decision' ? this.#session.markers.map(({ at }) => at) : this.#session.history.instants;
  }

  /** @param {number} speed */
  setSpeed(speed) {
    this.speed = speed;
    this.#session.tell('playing');
  }
}

/**
 * @param {readonly number[]} times ascending
 * @param {number} from
 * @param {1 | -1} direction
 * @returns {number | null}
 */
export function next(times, from, direction) {
  const found = direction > 0 ? times.find((at) => at > from) : times.filter((at) => at < from).at(-1);
  return found ?? null;
}
