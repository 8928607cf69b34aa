// @ts-check
// Draws one lane: the pod's bars, its claims beneath, and below them the dotted line while its name resolves.
// Pure functions from history to SVG; colours and textures are the stylesheet's.
import { s } from '../dom.js';
import { hueOf, t } from '../i18n.js';
import { iconPath } from '../icons.js';
import { x } from './scale.js';

/**
 * @typedef {import('./scale.js').Scale} Scale
 * @typedef {import('statefulset-playground').Lane} Lane
 * @typedef {import('statefulset-playground').Bar} Bar
 * @typedef {{height: number, bar: number, barTop: number, claimTop: number, claim: number, dnsTop: number}} Geometry
 */

/** Lanes get lower when there are many. @param {number} count @returns {Geometry} */
export function geometryFor(count) {
  if (count <= 8) return { height: 58, barTop: 8, bar: 21, claimTop: 34, claim: 5, dnsTop: 47 };
  if (count <= 20) return { height: 38, barTop: 5, bar: 15, claimTop: 23, claim: 4, dnsTop: 32 };
  return { height: 24, barTop: 3, bar: 10, claimTop: 15, claim: 3, dnsTop: 21 };
}

/** The textures, once for each drawing: a pattern is found by id only within its own tree. */
export function textures() {
  return s(
    'defs',
    {},
    s(
      'pattern',
      { id: 'sts-dots', width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
      s('rect', { width: 6, height: 6, class: 'tex-idle' }),
      s('circle', { cx: 2, cy: 2, r: 1, class: 'tex-soft' }),
    ),
    s(
      'pattern',
      { id: 'sts-slant', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      s('rect', { width: 6, height: 6, class: 'tex-wait' }),
      s('rect', { width: 2, height: 6, class: 'tex-wait-line' }),
    ),
    s(
      'pattern',
      { id: 'sts-leave', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(-45)' },
      s('rect', { width: 5, height: 5, class: 'tex-idle' }),
      s('rect', { width: 2, height: 5, class: 'tex-soft' }),
    ),
    s(
      'pattern',
      { id: 'sts-cross', width: 7, height: 7, patternUnits: 'userSpaceOnUse' },
      s('rect', { width: 7, height: 7, class: 'tex-bad' }),
      s('path', { d: 'M1 1l5 5M6 1L1 6', class: 'tex-bad-line' }),
    ),
    s(
      'pattern',
      { id: 'sts-beat', width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
      s('rect', { width: 8, height: 8, class: 'tex-bad' }),
      s('rect', { x: 0, width: 3, height: 8, class: 'tex-bad-half' }),
    ),
  );
}

/**
 * @param {Lane} lane
 * @param {Scale} scale
 * @param {Geometry} g
 * @param {string} id unique on the page, for clipping
 */
export function drawLane(lane, scale, g, id) {
  const group = s('g', { class: 'lane' });
  for (const span of lane.awaited) {
    const [from, to] = ends(span, scale);
    if (to > 0 && from < scale.width && to - from > 1) {
      group.append(
        s('rect', {
          class: 'awaited',
          x: from + 0.5,
          y: g.barTop + 0.5,
          width: Math.max(2, to - from - 1),
          height: g.bar - 1,
          rx: 5,
        }),
      );
    }
  }
  for (const [index, pod] of podsOf(lane.bars).entries()) drawPod(group, pod, scale, g, `${id}-${index}`);
  lane.claims.forEach((span, index) => {
    const [from, to] = ends(span, scale);
    if (to <= 0 || from >= scale.width) return;
    const several = lane.claims.some(({ claim }) => claim !== span.claim);
    const offset = several ? claimRow(lane, span.claim) * (g.claim / 2 + 1) : 0;
    group.append(
      s(
        'rect',
        {
          class: `claim ${span.phase.toLowerCase()}`,
          x: from,
          y: g.claimTop + offset,
          width: Math.max(2, to - from),
          height: several ? Math.max(2, g.claim / 2) : g.claim,
          rx: several ? 1 : g.claim / 2,
          'data-index': index,
        },
        s('title', {}, `${span.claim}: ${span.phase}`),
      ),
    );
  });
  for (const span of lane.dns) {
    const [from, to] = ends(span, scale);
    if (to > 0 && from < scale.width)
      group.append(
        s('line', { class: 'dns', x1: from + 2, x2: Math.max(from + 4, to - 2), y1: g.dnsTop, y2: g.dnsTop }),
      );
  }
  return group;
}

/** @param {Lane} lane @param {string} claim */
function claimRow(lane, claim) {
  return [...new Set(lane.claims.map((one) => one.claim))].indexOf(claim);
}

/**
 * From and to in pixels, cut at the edges so that a long span stays a small shape.
 * @param {{from: number, to: number | null}} span
 * @param {Scale} scale
 */
function ends({ from, to }, scale) {
  const cut = (/** @type {number} */ value) => Math.max(-20, Math.min(scale.width + 20, value));
  return [cut(x(scale, from)), to === null ? scale.width + 20 : cut(x(scale, to))];
}

/** The bars of each pod that lived in this lane, one after the other. @param {Bar[]} bars */
function podsOf(bars) {
  /** @type {Bar[][]} */
  const pods = [];
  for (const bar of bars) {
    const last = pods.at(-1);
    if (last && last[0].uid === bar.uid) last.push(bar);
    else pods.push([bar]);
  }
  return pods;
}

/**
 * A pod is one pill with a segment for each state; its left edge carries its revision.
 * @param {SVGElement} group
 * @param {Bar[]} bars
 * @param {Scale} scale
 * @param {Geometry} g
 * @param {string} id
 */
function drawPod(group, bars, scale, g, id) {
  const start = ends(bars[0], scale)[0];
  const end = ends(bars[bars.length - 1], scale)[1];
  if (end <= 0 || start >= scale.width) return;
  const shape = {
    x: start + 0.5,
    y: g.barTop + 0.5,
    width: Math.max(3, end - start - 1),
    height: g.bar - 1,
    rx: Math.min(5, g.bar / 3),
  };
  const clip = s('clipPath', { id }, s('rect', shape));
  const inner = s('g', { 'clip-path': `url(#${id})` });
  for (const bar of bars) {
    const [from, to] = ends(bar, scale);
    const segment = s('rect', {
      class: `bar ${bar.state}`,
      x: from,
      y: g.barTop,
      width: Math.max(0.5, to - from),
      height: g.bar,
    });
    segment.append(s('title', {}, t(`state.${bar.state}`)));
    inner.append(segment);
    if (bar !== bars[0])
      inner.append(s('line', { class: 'joint', x1: from, x2: from, y1: g.barTop, y2: g.barTop + g.bar }));
  }
  const { revision } = bars[0];
  if (revision)
    inner.append(
      s('rect', { class: 'edge', 'data-hue': hueOf(revision), x: start, y: g.barTop, width: 4.5, height: g.bar }),
    );
  const last = bars[bars.length - 1].state;
  group.append(
    clip,
    inner,
    s('rect', { ...shape, class: `outline ${last === 'failed' || last === 'crashing' ? 'bad' : ''}` }),
  );
  if (g.bar >= 14) for (const bar of bars) label(group, bar, scale, g, bar === bars[0] && revision ? 5 : 0);
}

/**
 * Glyph and word, where there is room for them.
 * @param {SVGElement} group
 * @param {Bar} bar
 * @param {Scale} scale
 * @param {Geometry} g
 * @param {number} indent
 */
function label(group, bar, scale, g, indent) {
  const [from, to] = ends(bar, scale);
  const left = Math.max(0, from) + indent;
  const room = Math.min(scale.width, to) - left;
  const word = t(`state.${bar.state}`);
  const needed = 26 + wordWidth(word);
  if (room < 20 || bar.state === 'pending') return;
  const wide = room >= needed;
  if (!wide && room < 22) return;
  const size = 10;
  const at = left + (wide ? 7 : Math.min(6, (room - size) / 2));
  const middle = g.barTop + g.bar / 2;
  const text = s('g', { class: `label ${bar.state}` });
  if (bar.state !== 'creating' && bar.state !== 'terminating') {
    text.append(
      s('path', {
        d: iconPath(bar.state),
        transform: `translate(${at} ${middle - size / 2}) scale(${size / 16})`,
        'fill-rule': 'evenodd',
      }),
    );
  }
  if (wide)
    text.append(
      s(
        'text',
        { x: at + (bar.state === 'creating' || bar.state === 'terminating' ? 0 : size + 4), y: middle + 3.8 },
        word,
      ),
    );
  group.append(text);
}

/** @param {string} word */
function wordWidth(word) {
  return [...word].reduce((sum, letter) => sum + (letter > '⺀' ? 11.5 : 6.3), 0);
}
