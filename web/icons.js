// @ts-check
// Every icon is drawn here, on a grid of 16: fonts lack half of the glyphs, and an icon font is a request.
import { s } from './dom.js';

const paths = {
  start: 'M2 2.5h2v11H2zM14 2.5v11L5 8z',
  previous: 'M11.5 2.5v11L3 8z',
  play: 'M4 2v12l9.5-6z',
  pause: 'M3.5 2.5h3.2v11H3.5zM9.3 2.5h3.2v11H9.3z',
  next: 'M4.5 2.5v11L13 8z',
  rest: 'M12 2.5h2v11h-2zM2 2.5v11L11 8z',
  minus: 'M3 7.2h10v1.6H3z',
  plus: 'M7.2 3h1.6v4.2H13v1.6H8.8V13H7.2V8.8H3V7.2h4.2z',
  theme: 'M8 1.5a6.5 6.5 0 1 0 0 13zM8 1.5a6.5 6.5 0 0 1 0 13v-1.3a5.2 5.2 0 0 0 0-10.4z',
  help: 'M8 1.2a6.8 6.8 0 1 0 0 13.6A6.8 6.8 0 0 0 8 1.2zm0 1.4a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6zM7.3 10.6h1.4V12H7.3zM8 4.2c1.5 0 2.6.9 2.6 2.3 0 1-.6 1.6-1.2 2-.5.4-.7.6-.7 1.1v.2H7.3v-.4c0-1 .6-1.6 1.2-2 .5-.4.7-.5.7-.9 0-.6-.5-1-1.2-1s-1.2.4-1.3 1.2H5.3C5.4 5.1 6.5 4.2 8 4.2z',
  share:
    'M11.5 1.5a2.5 2.5 0 0 1 0 5 2.5 2.5 0 0 1-1.8-.8L6.9 7.3a2.5 2.5 0 0 1 0 1.4l2.8 1.6a2.5 2.5 0 1 1-.7 1.2L6.2 9.9a2.5 2.5 0 1 1 0-3.8L9 4.5a2.5 2.5 0 0 1 2.5-3z',
  branch:
    'M4 1.5a2 2 0 0 1 .8 3.8v5.4a2 2 0 1 1-1.6 0V5.3A2 2 0 0 1 4 1.5zM12 3a2 2 0 0 1 .8 3.8c-.2 2-1.8 2.9-3.8 3.2-1.2.2-2 .4-2.6 1.2l-1.2-1c.9-1.2 2.1-1.6 3.6-1.8 1.3-.2 2.2-.6 2.4-1.6A2 2 0 0 1 12 3z',
  // States of pods and claims; word and texture say the same.
  pending:
    'M3 3h2v2H3zM7 3h2v2H7zM11 3h2v2h-2zM3 7h2v2H3zM7 7h2v2H7zM11 7h2v2h-2zM3 11h2v2H3zM7 11h2v2H7zM11 11h2v2h-2z',
  creating: 'M2 11 11 2h3L2 14zM7 14l7-7v3l-4 4zM2 6l4-4h3L2 9z',
  running: 'M3 3h10v10H3zm5 1.4v7.2h3.6V4.4z',
  ready: 'M3 3h10v10H3z',
  terminating: 'M2 2h3l9 9v3zM9 2l5 5V4l-2-2zM2 9l5 5H4l-2-2z',
  failed: 'm3.5 2.3 4.5 4.5 4.5-4.5 1.2 1.2L9.2 8l4.5 4.5-1.2 1.2L8 9.2l-4.5 4.5-1.2-1.2L6.8 8 2.3 3.5z',
  crashing: 'M8 2.5a5.5 5.5 0 0 1 5.4 4.5H15l-2.4 3L10.2 7h1.6A4 4 0 1 0 8 12v1.5a5.5 5.5 0 0 1 0-11z',
  succeeded: 'm13.5 4.5-7 7.5-4-4 1.2-1.2 2.8 2.8 5.8-6.2z',
  awaited: 'M2 2h4v1.5H3.5V6H2zM10 2h4v4h-1.5V3.5H10zM2 10h1.5v2.5H6V14H2zM12.5 10H14v4h-4v-1.5h2.5z',
  bound: 'M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3z',
  lost: 'M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3zm0 1.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z',
};

/** @typedef {keyof typeof paths} Icon */

/** @param {string} name */
export function iconPath(name) {
  return paths[/** @type {Icon} */ (name)] ?? '';
}

/** @param {Icon | string} name */
export function icon(name) {
  return s(
    'svg',
    { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' },
    s('path', { d: iconPath(name), 'fill-rule': 'evenodd' }),
  );
}
