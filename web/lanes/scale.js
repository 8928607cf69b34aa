// @ts-check
// Which stretch of virtual time the lanes show, and where an instant lies in it, in real pixels: a narrow screen
// shows a shorter stretch, never a squeezed one.

const pixelsPerSecond = 8;
const least = 15_000;
const steps = [
  100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
  7_200_000, 21_600_000, 86_400_000,
];
export const spans = [
  5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 21_600_000, 86_400_000,
];

/** @typedef {{from: number, to: number, width: number}} Scale */

/**
 * The stretch for a playhead: everything while it fits, else a window that moves when the playhead nears its edge.
 * @param {{playhead: number, end: number, width: number, span: number | null, from: number}} now
 *   `from`: the last stretch's
 * @returns {Scale}
 */
export function stretch({ playhead, end, width, span, from }) {
  const fitting = Math.max(least, (width / pixelsPerSecond) * 1000);
  const whole = niceSpan(end * 1.06);
  const length = Math.round((span ?? Math.min(whole, fitting)) / 500) * 500;
  if (end <= length) return { from: 0, to: length, width };
  let start = Math.min(from, Math.max(0, end - length * 0.5));
  if (playhead < start + length * 0.2) start = playhead - length * 0.35;
  if (playhead > start + length * 0.85) start = playhead - length * 0.6;
  start = Math.max(0, Math.round(start / 500) * 500);
  return { from: start, to: start + length, width };
}

/** @param {number} ms */
function niceSpan(ms) {
  const unit = ms < 120_000 ? 5000 : ms < 600_000 ? 30_000 : 300_000;
  return Math.max(least, Math.ceil(ms / unit) * unit);
}

/**
 * @param {Scale} scale
 * @param {number} ms
 */
export function x(scale, ms) {
  return ((ms - scale.from) / (scale.to - scale.from)) * scale.width;
}

/**
 * @param {Scale} scale
 * @param {number} pixels
 */
export function timeAt(scale, pixels) {
  return Math.round(scale.from + (pixels / scale.width) * (scale.to - scale.from));
}

/** The instants that get a label. @param {Scale} scale */
export function ticks(scale) {
  const wanted = ((scale.to - scale.from) / scale.width) * 68;
  const step = steps.find((one) => one >= wanted) ?? steps[steps.length - 1];
  const list = [];
  for (let at = Math.ceil(scale.from / step) * step; at <= scale.to; at += step) list.push(at);
  return list;
}

/** A tick's label: 0:10, 1:00:00; tenths only where ticks are closer than a second. @param {number} ms */
export function tickLabel(ms) {
  const seconds = Math.floor(ms / 1000);
  const pad = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const tenths = ms % 1000 ? `.${Math.floor((ms % 1000) / 100)}` : '';
  return `${hours ? `${hours}:${pad(minutes)}` : minutes}:${pad(seconds % 60)}${tenths}`;
}
