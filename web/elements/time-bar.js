// @ts-check
// Play, pause, step, speed, the clock, and the way back to another branch.
import { h, keyed, set } from '../dom.js';
import { clock, t } from '../i18n.js';
import { icon } from '../icons.js';
import { speeds } from '../clockwork.js';
import { SessionElement } from './element.js';
import css from './time-bar.css';

export class TimeBar extends SessionElement {
  #parts = /** @type {any} */ ({});

  get css() {
    return css;
  }

  render() {
    const p = this.#parts;
    const { clockwork } = this.session;
    const button = (/** @type {string} */ name, /** @type {string} */ key, /** @type {() => unknown} */ onclick) =>
      h(
        'button',
        { 'aria-label': t(`time.${name}`), title: `${t(`time.${name}`)} (${key})`, 'aria-keyshortcuts': key, onclick },
        icon(name),
      );
    p.play = h('button', { class: 'play', onclick: () => clockwork.toggle(), 'aria-keyshortcuts': 'Space' });
    p.clock = h('output', { class: 'clock', 'aria-label': t('time.now') });
    p.state = h('span', { class: 'state' });
    p.speed = h(
      'select',
      { 'aria-label': t('time.speed'), onchange: () => clockwork.setSpeed(Number(p.speed.value)) },
      ...speeds.map((speed) => h('option', { value: speed }, `${speed}×`)),
    );
    p.branch = h('select', {
      'aria-label': t('branch.label'),
      onchange: () => this.session.switchTo(Number(p.branch.value)),
    });
    p.branchBox = h('span', { class: 'branch', hidden: true }, icon('branch'), p.branch);
    this.append(
      h(
        'div',
        { class: 'keys', role: 'group', 'aria-label': t('time.controls') },
        button('start', 'Home', () => clockwork.seek(0)),
        button('previous', ',', () => clockwork.step(-1, 'decision')),
        p.play,
        button('next', '.', () => clockwork.step(1, 'decision')),
        button('rest', 'End', () => this.session.rest()),
      ),
      p.speed,
      p.clock,
      p.state,
      h('span', { class: 'grow' }),
      p.branchBox,
    );
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const p = this.#parts;
    this.on(signal, ['playing'], () => {
      const { playing, speed } = this.session.clockwork;
      const name = playing ? 'pause' : 'play';
      set(p.play, 'aria-label', t(`time.${name}`));
      set(p.play, 'title', `${t(`time.${name}`)} (Space)`);
      p.play.replaceChildren(icon(name));
      p.speed.value = String(speed);
    });
    this.on(signal, ['time', 'history', 'playing'], () => {
      const { clockwork, history } = this.session;
      p.clock.value = clock(this.session.playhead);
      const state = !clockwork.live ? 'past' : clockwork.playing ? 'running' : history.atRest ? 'rest' : 'paused';
      const text = t(`time.state.${state}`, { end: clock(history.end) });
      if (p.state.textContent !== text) p.state.textContent = text;
      set(p.state, 'data-state', state);
    });
    this.on(signal, ['branches'], () => {
      const { branches, branch } = this.session;
      p.branchBox.hidden = branches.length < 2;
      keyed(
        p.branch,
        branches.map(({ name }, index) => ({ name, index })),
        ({ name }) => name,
        ({ name, index }) => h('option', { value: index }, t('branch.name', { name })),
      );
      p.branch.value = String(branch);
    });
  }
}

customElements.define('time-bar', TimeBar);
