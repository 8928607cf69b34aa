// @ts-check
// The words and buttons that stand in and beside the lanes.
import { h, keyed } from '../dom.js';
import { rich, revisionTag, t } from '../i18n.js';
import { icon } from '../icons.js';
import { geometryFor } from '../lanes/draw.js';
import { x } from '../lanes/scale.js';
import { commands } from '../commands.js';

/**
 * @typedef {import('../session.js').Session} Session
 * @typedef {import('statefulset-playground').Group} Group
 * @typedef {import('statefulset-playground').Lane} Lane
 * @typedef {import('statefulset-playground').SetRow} SetRow
 * @typedef {import('statefulset-playground').View} View
 */

/** More lanes than this nobody reads; the filter finds the others. */
const most = 200;

/**
 * The groups as they are drawn: lanes that pass the filter, and not more than can be drawn.
 * @param {Session} session
 * @returns {Group[]}
 */
export function shownGroups({ history, filter }) {
  const passes = (/** @type {Lane} */ lane) => lane.name.includes(filter);
  return history.groups
    .map((group) => ({ ...group, hidden: 0, lanes: group.lanes.filter(passes) }))
    .filter(({ kind, lanes }) => lanes.length > 0 || (kind === 'StatefulSet' && !filter))
    .map((group) => ({ ...group, hidden: Math.max(0, group.lanes.length - most), lanes: group.lanes.slice(0, most) }));
}

/**
 * The lane's left end: what never changes is the name.
 * @param {string} name
 * @param {import('../lanes/draw.js').Geometry} g
 * @param {Session} session
 */
export function laneName(name, g, session) {
  const subject = `pod/${name}`;
  const button = h(
    'button',
    {
      class: 'name',
      'data-part': `lane ${name}`,
      'data-pod': name,
      'aria-pressed': 'false',
      title: t('lanes.select', { pod: name }),
      onclick: () => session.select(session.selection === subject ? null : subject),
    },
    h('b', {}, name),
    h('small', {}, ''),
  );
  button.style.height = `${g.height}px`;
  if (g.height < 50) button.classList.add('low');
  return button;
}

/**
 * The line above a set's lanes: how many it wants (a stepper), how many there are, and the rules it follows.
 * @param {HTMLElement} header
 * @param {Group} group
 * @param {SetRow | undefined} row
 * @param {Session} session
 */
export function setHeader(header, group, row, session) {
  const parts = (row ? ['title', 'stepper', 'rules'] : ['gone']).map((part) => ({ part, row }));
  keyed(
    header,
    parts,
    ({ part }) => part,
    ({ part }) => {
      if (part === 'stepper' && row) return stepper(row, session);
      if (part === 'rules' && row) return rules(row);
      const word = group.kind === 'Pods' ? t('lanes.otherPods') : row ? 'StatefulSet' : t('lanes.setGone');
      return h(
        'span',
        { class: 'set-title' },
        group.kind === 'Pods' ? '' : h('b', {}, group.name),
        ' ',
        h('small', {}, word),
      );
    },
  );
}

/**
 * @param {SetRow} row
 * @param {Session} session
 */
function stepper(row, session) {
  const step = (/** @type {'fewer' | 'more'} */ name, /** @type {number} */ to) =>
    h(
      'button',
      {
        class: 'small',
        'data-part': name,
        disabled: to < 0,
        'aria-label': t(`lanes.${name}`, { set: row.name, replicas: to }),
        title: commands.scale(row.name, to, row.namespace),
        onclick: () => session.shell(commands.scale(row.name, to, row.namespace), 'page'),
      },
      icon(name === 'fewer' ? 'minus' : 'plus'),
    );
  return h(
    'span',
    { class: 'stepper', role: 'group', 'aria-label': t('lanes.replicas') },
    step('fewer', row.replicas - 1),
    h('span', { class: 'count' }, t('lanes.count', { ready: row.ready, replicas: row.replicas })),
    step('more', row.replicas + 1),
  );
}

/** @param {SetRow} row */
function rules(row) {
  const chip = (/** @type {string} */ text, /** @type {string} */ key) =>
    h('span', { class: 'chip', title: t(`rule.${key}`) }, text);
  const revisions =
    row.currentRevision === row.updateRevision
      ? [revisionTag(row.currentRevision)]
      : [
          revisionTag(row.currentRevision),
          h('span', { class: 'arrow', 'aria-hidden': 'true' }, '→'),
          revisionTag(row.updateRevision),
        ];
  return h(
    'span',
    { class: 'rules' },
    h('span', { class: 'revisions', title: t('rule.revision') }, ...(row.currentRevision ? revisions : [])),
    chip(row.policy, row.policy),
    chip(row.strategy, row.strategy),
    row.partition > 0 ? chip(t('lanes.partition', { n: row.partition }), 'partition') : null,
  );
}

/**
 * The reason in (or beside) the dashed outline of a pod that is awaited at this instant.
 * @param {HTMLElement} box
 * @param {Group} group
 * @param {View} view
 * @param {import('../lanes/scale.js').Scale} scale
 * @param {Session} session
 */
export function ghostLabels(box, group, view, scale, session) {
  const g = geometryFor(group.lanes.length);
  const waiting = group.lanes.flatMap((lane, row) => {
    const span = lane.awaited.find(({ from, to }) => from <= view.at && (to === null || to > view.at));
    const why = view.pods.find(({ name, state }) => name === lane.name && state === 'awaited')?.why;
    return span && why ? [{ name: lane.name, row, why, from: x(scale, span.from), width: scale.width }] : [];
  });
  keyed(
    box,
    waiting,
    ({ name }) => name,
    ({ name, row, why, from }) => {
      const label = h(
        'div',
        { class: 'ghost' },
        h('span', {}, rich(why)),
        ' ',
        h(
          'button',
          {
            class: 'link',
            'data-part': 'why',
            'aria-label': t('lanes.whyNot', { pod: name }),
            onclick: () => session.select(`pod/${name}`),
          },
          t('lanes.why'),
        ),
      );
      const before = from > 250;
      label.classList.toggle('before', before);
      label.style.top = `${row * g.height + g.barTop + (g.bar - 18) / 2}px`;
      if (before) label.style.right = `${scale.width - from + 6}px`;
      else label.style.left = `${Math.max(0, from) + 8}px`;
      return label;
    },
  );
}
