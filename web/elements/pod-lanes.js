// @ts-check
// The lanes: one for each ordinal, over an axis of virtual time that is itself the slider.
import { h, keyed, s, set } from '../dom.js';
import { clock, t } from '../i18n.js';
import { drawLane, geometryFor, textures } from '../lanes/draw.js';
import { spans, stretch, tickLabel, ticks, timeAt, x } from '../lanes/scale.js';
import { icon } from '../icons.js';
import { SessionElement } from './element.js';
import { ghostLabels, laneName, setHeader, shownGroups } from './lane-parts.js';
import css from './pod-lanes.css';

/** @typedef {import('statefulset-playground').Group} Group */

export class PodLanes extends SessionElement {
  /** @type {import('../lanes/scale.js').Scale} */
  #scale = { from: 0, to: 30_000, width: 0 };
  /** @type {number | null} */
  #span = null;
  #parts = /** @type {any} */ ({});
  /** @type {Group[]} */
  #groups = [];

  get css() {
    return css;
  }

  render() {
    const p = this.#parts;
    p.slider = h('input', { type: 'range', class: 'slider', min: 0, step: 100, 'aria-label': t('time.slider') });
    p.axis = s('svg', { class: 'axis', height: 34, 'aria-hidden': 'true' });
    p.plot = h('div', { class: 'plot' });
    p.veil = h('div', { class: 'veil', 'aria-hidden': 'true' });
    p.beyond = h('div', { class: 'beyond', 'aria-hidden': 'true' });
    p.head = h('div', { class: 'playhead', 'aria-hidden': 'true' });
    p.over = h('div', { class: 'over', 'aria-hidden': 'true' }, p.beyond, p.veil, p.head);
    p.groups = h('div', { class: 'groups' });
    const zoom = (/** @type {string} */ name, /** @type {number} */ by) =>
      h(
        'button',
        { class: 'small', 'aria-label': t(`zoom.${name}`), title: t(`zoom.${name}`), onclick: () => this.#zoom(by) },
        icon(name === 'in' ? 'plus' : 'minus'),
      );
    this.append(
      h(
        'div',
        { class: 'axis-row' },
        h(
          'div',
          { class: 'corner' },
          zoom('out', 1),
          zoom('in', -1),
          h('button', { class: 'small', title: t('zoom.all'), onclick: () => this.#zoom(0) }, t('zoom.fit')),
        ),
        h('div', { class: 'axis-box' }, p.axis, p.slider),
      ),
      h('div', { class: 'body' }, h('div', { class: 'canvas' }, p.groups, p.over)),
    );
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const p = this.#parts;
    p.slider.addEventListener(
      'input',
      () => {
        this.session.clockwork.pause();
        this.session.clockwork.seek(Number(p.slider.value));
      },
      { signal },
    );
    this.#scrub(signal);
    const size = new ResizeObserver(() => this.#draw());
    size.observe(p.axis.parentElement);
    signal.addEventListener('abort', () => size.disconnect());
    this.on(signal, ['history'], () => this.#draw());
    this.on(signal, ['time'], () => this.#move());
    this.on(signal, ['view', 'selection'], () => this.#facts());
  }

  /** Dragging over the lanes moves the playhead, too. @param {AbortSignal} signal */
  #scrub(signal) {
    const { groups } = this.#parts;
    const seek = (/** @type {PointerEvent} */ event) => {
      const left = this.#parts.axis.getBoundingClientRect().left;
      this.session.clockwork.pause();
      this.session.clockwork.seek(timeAt(this.#scale, event.clientX - left));
    };
    let from = -1;
    groups.addEventListener(
      'pointerdown',
      (/** @type {PointerEvent} */ event) => {
        if (event.button === 0 && /** @type {Element} */ (event.target).closest('.drawing')) from = event.clientX;
      },
      { signal },
    );
    groups.addEventListener(
      'pointermove',
      (/** @type {PointerEvent} */ event) => {
        if (from >= 0 && Math.abs(event.clientX - from) > 3) seek(event);
      },
      { signal },
    );
    addEventListener(
      'pointerup',
      (event) => {
        if (from >= 0 && /** @type {Element} */ (event.target).closest?.('.drawing')) seek(event);
        from = -1;
      },
      { signal },
    );
    addEventListener('pointercancel', () => (from = -1), { signal });
  }

  /** @param {number} by */
  #zoom(by) {
    const length = this.#scale.to - this.#scale.from;
    const at = spans.findIndex((one) => one >= length);
    const { end } = this.session.history;
    if (by === 0) this.#span = Math.max(15_000, spans.find((one) => one >= end * 1.02) ?? end * 1.05);
    else this.#span = spans[Math.max(0, Math.min(spans.length - 1, (at < 0 ? spans.length - 1 : at) + by))];
    this.#draw();
  }

  #rescale() {
    const { history, playhead } = this.session;
    const width = Math.floor(this.#parts.axis.parentElement.clientWidth);
    const scale = stretch({ playhead, end: history.end, width, span: this.#span, from: this.#scale.from });
    const changed = scale.from !== this.#scale.from || scale.to !== this.#scale.to || width !== this.#scale.width;
    this.#scale = scale;
    return changed;
  }

  #draw() {
    this.#groups = shownGroups(this.session);
    this.#rescale();
    if (this.#scale.width <= 0) return;
    const { groups, axis } = this.#parts;
    this.#drawAxis(axis);
    // A frame is made anew only when other lanes are shown, not when a bar grows.
    const frames = this.#groups.map(({ kind, namespace, name, lanes }) => ({
      kind,
      namespace,
      name,
      lanes: lanes.map((lane) => lane.name),
    }));
    keyed(
      groups,
      frames,
      ({ namespace, name, kind }) => `${namespace}/${name}/${kind}`,
      (frame) => this.#frame(frame),
    );
    for (const [index, group] of this.#groups.entries()) this.#drawGroup(groups.children[index], group, index);
    this.#facts();
    this.#move(true);
  }

  /** A group's fixed parts; its drawing follows. @param {{name: string, lanes: string[]}} group */
  #frame(group) {
    const g = geometryFor(group.lanes.length);
    const names = h('div', { class: 'names' }, ...group.lanes.map((lane) => laneName(lane, g, this.session)));
    return h(
      'section',
      { class: 'group', 'aria-label': group.name },
      h('header', { class: 'set' }),
      h(
        'div',
        { class: 'rows' },
        names,
        h(
          'div',
          { class: 'drawing' },
          s('svg', { role: 'img', height: g.height * group.lanes.length }),
          h('div', { class: 'ghosts' }),
        ),
      ),
    );
  }

  /**
   * @param {Element} section
   * @param {Group} group
   * @param {number} index
   */
  #drawGroup(section, group, index) {
    const g = geometryFor(group.lanes.length);
    const scale = this.#scale;
    const svg = /** @type {SVGElement} */ (section.querySelector('svg[role=img]'));
    set(svg, 'width', scale.width);
    set(svg, 'aria-label', t('lanes.picture', { set: group.name, n: group.lanes.length }));
    const height = g.height * group.lanes.length;
    const lines = ticks(scale).map((at) =>
      s('line', { class: 'grid', x1: x(scale, at), x2: x(scale, at), y1: 0, y2: height }),
    );
    const lanes = group.lanes.map((lane, row) => {
      const drawn = drawLane(lane, scale, g, `sts-${index}-${row}`);
      drawn.setAttribute('transform', `translate(0 ${row * g.height})`);
      if (row > 0) drawn.prepend(s('line', { class: 'rule', x1: 0, x2: scale.width, y1: 0, y2: 0 }));
      return drawn;
    });
    svg.replaceChildren(textures(), ...lines, ...lanes);
  }

  /** @param {SVGElement} axis */
  #drawAxis(axis) {
    const scale = this.#scale;
    set(axis, 'width', scale.width);
    const labels = ticks(scale).map((at) => {
      const left = x(scale, at);
      const anchor = left < 14 ? 'start' : left > scale.width - 18 ? 'end' : 'middle';
      return s('text', { x: left, y: 12, 'text-anchor': anchor }, tickLabel(at));
    });
    const marks = this.session.markers
      .filter(({ at }) => at >= scale.from && at <= scale.to)
      .map(({ at, actor, text }) =>
        s(
          'path',
          { class: actor === 'you' ? 'mark yours' : 'mark', d: `M${x(scale, at).toFixed(1)} 19l3.5 5-3.5 5-3.5-5z` },
          s('title', {}, `${clock(at)} ${t(text.code, text.params)}`),
        ),
      );
    axis.replaceChildren(
      s('line', { class: 'base', x1: 0, x2: scale.width, y1: 24, y2: 24 }),
      ...marks.filter((mark) => !mark.classList.contains('yours')),
      ...marks.filter((mark) => mark.classList.contains('yours')),
      ...labels,
    );
  }

  /** The playhead moved; the drawing stays unless its stretch of time does not. @param {boolean} [drawn] */
  #move(drawn = false) {
    if (!drawn && this.#rescale()) return this.#draw();
    const { slider, veil, beyond, head, over } = this.#parts;
    const { playhead, history } = this.session;
    const scale = this.#scale;
    const now = Math.max(0, Math.min(scale.width, x(scale, playhead)));
    const end = Math.max(now, Math.min(scale.width, x(scale, history.end)));
    head.style.transform = `translateX(${now}px)`;
    place(veil, now, end);
    place(beyond, end, scale.width + 4);
    over.hidden = this.#groups.length === 0;
    slider.min = String(Math.floor(scale.from));
    slider.max = String(Math.ceil(scale.to));
    slider.value = String(playhead);
    set(slider, 'aria-valuetext', t('time.valuetext', { now: clock(playhead), end: clock(history.end) }));
  }

  /** What stands beside the drawing: the sets' headers, the names' second lines, the reasons of awaited pods. */
  #facts() {
    const { view, selection } = this.session;
    if (!view || this.#scale.width <= 0) return;
    for (const [index, section] of [...this.#parts.groups.children].entries()) {
      const group = this.#groups[index];
      const row = view.sets.find((one) => one.name === group.name && one.namespace === group.namespace);
      setHeader(/** @type {HTMLElement} */ (section.querySelector('.set')), group, row, this.session);
      for (const button of section.querySelectorAll('.name')) {
        const pod = view.pods.find(
          (one) => one.name === button.getAttribute('data-pod') && one.namespace === group.namespace,
        );
        const small = /** @type {HTMLElement} */ (button.querySelector('small'));
        const text = !pod
          ? t('lanes.absent')
          : pod.state === 'awaited'
            ? t('state.awaited')
            : pod.ip || t('lanes.noIp');
        if (small.textContent !== text) small.textContent = text;
        set(button, 'aria-pressed', String(selection === `pod/${button.getAttribute('data-pod')}`));
      }
      ghostLabels(
        /** @type {HTMLElement} */ (section.querySelector('.ghosts')),
        group,
        view,
        this.#scale,
        this.session,
      );
    }
  }
}

/**
 * @param {HTMLElement} box
 * @param {number} from
 * @param {number} to
 */
function place(box, from, to) {
  box.style.transform = `translateX(${from}px)`;
  box.style.width = `${Math.max(0, to - from)}px`;
}

customElements.define('pod-lanes', PodLanes);
