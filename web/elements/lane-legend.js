// @ts-check
// What the lanes' textures and marks mean.
import { h, s } from '../dom.js';
import { revisionTag, t } from '../i18n.js';
import { textures } from '../lanes/draw.js';
import { SessionElement } from './element.js';

class LaneLegend extends SessionElement {
  render() {
    const sample = (/** @type {SVGElement[]} */ ...shapes) =>
      s('svg', { viewBox: '0 0 24 11', 'aria-hidden': 'true' }, ...shapes);
    const bar = (/** @type {string} */ state) =>
      sample(
        textures(),
        s('rect', { class: `bar ${state}`, x: 0.5, y: 0.5, width: 23, height: 10, rx: 3 }),
        s('rect', { class: 'outline', x: 0.5, y: 0.5, width: 23, height: 10, rx: 3 }),
      );
    const entry = (/** @type {Node} */ picture, /** @type {string} */ key) => h('span', {}, picture, t(key));
    this.append(
      h(
        'div',
        { class: 'legend' },
        ...['pending', 'creating', 'running', 'ready', 'terminating', 'crashing'].map((state) =>
          entry(bar(state), `legend.${state}`),
        ),
        entry(sample(s('rect', { class: 'awaited', x: 0.5, y: 0.5, width: 23, height: 10, rx: 3 })), 'legend.awaited'),
        entry(sample(s('rect', { class: 'claim', y: 3, width: 24, height: 5, rx: 2.5 })), 'legend.claim'),
        entry(sample(s('line', { class: 'dns', x1: 1, x2: 24, y1: 5.5, y2: 5.5 })), 'legend.dns'),
        h('span', {}, revisionTag('A'), revisionTag('B'), t('legend.revision')),
        entry(sample(s('path', { class: 'mark-sample yours', d: 'M8 0.5l3.5 5-3.5 5-3.5-5z' })), 'legend.yours'),
        entry(sample(s('path', { class: 'mark-sample', d: 'M8 0.5l3.5 5-3.5 5-3.5-5z' })), 'legend.controllers'),
      ),
    );
  }
}

customElements.define('lane-legend', LaneLegend);
