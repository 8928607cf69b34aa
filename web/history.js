// @ts-check
// What is new since a revision, laid over what was known: unchanged lanes stay the objects that they were.

/**
 * @typedef {import('statefulset-playground').History} History
 * @typedef {import('statefulset-playground').Group} Group
 * @typedef {import('statefulset-playground').Lane} Lane
 */

/**
 * @param {History} before
 * @param {History} news what was asked for with `before.revision`; a whole history stands for itself
 * @returns {History}
 */
export function merged(before, news) {
  if (news.since < 0) return news;
  const groups = new Map(before.groups.map((group) => [keyOf(group), group]));
  for (const group of news.groups) {
    const known = groups.get(keyOf(group));
    groups.set(keyOf(group), known ? { ...known, lanes: lanesOf(known.lanes, group.lanes) } : group);
  }
  return {
    ...news,
    since: -1,
    groups: [...groups.values()].sort((a, b) => order(keyOf(a), keyOf(b))),
    markers: news.markers.length ? [...before.markers, ...news.markers] : before.markers,
    instants: news.instants.length ? [...before.instants, ...news.instants] : before.instants,
  };
}

/** Sets before other pods. @param {Group} group */
function keyOf({ kind, namespace, name }) {
  return `${kind === 'Pods'} ${namespace}/${name}`;
}

/**
 * @param {readonly Lane[]} before
 * @param {readonly Lane[]} news
 */
function lanesOf(before, news) {
  const lanes = new Map(before.map((lane) => [lane.name, lane]));
  for (const lane of news) lanes.set(lane.name, lane);
  // A name that was wanted for less than an instant leaves nothing to draw.
  return [...lanes.values()]
    .filter(({ bars, awaited }) => bars.length > 0 || awaited.length > 0)
    .sort((a, b) => a.ordinal - b.ordinal || order(a.name, b.name));
}

/** @param {string} a @param {string} b */
function order(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
