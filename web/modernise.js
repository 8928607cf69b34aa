// @ts-check
// A manifest of the legacy versions of apps as apps/v1 wants it: what those versions took from the template or from
// their own defaults is written out. It works on the text, so that comments and order stay.

const legacy = /^apiVersion:\s*["']?apps\/v1beta[12]["']?[ \t]*(?=#|$)/m;

/** @param {string} text @returns {string} */
export function modernised(text) {
  return text
    .split(/^(?=---)/m)
    .map((document) => (legacy.test(document) ? documentOf(document) : document))
    .join('');
}

/** @param {string} document */
function documentOf(document) {
  const isSet = /^kind:\s*["']?StatefulSet\b/m.test(document);
  const lines = document.replace(legacy, 'apiVersion: apps/v1').split('\n');
  const spec = lines.findIndex((line) => /^spec:\s*(#.*)?$/.test(line));
  if (spec < 0) return lines.join('\n');
  const indent = ' '.repeat(depthOf(lines[spec + 1] ?? '') || 2);
  const has = (/** @type {string} */ field) => lines.some((line) => line.startsWith(`${indent}${field}:`));
  const labels = templateLabels(lines.slice(spec + 1), indent);
  const added = [
    ...(has('selector') || !labels.length
      ? []
      : [`${indent}selector:`, `${indent}  matchLabels:`, ...labels.map((label) => `${indent}    ${label}`)]),
    ...(has('updateStrategy') || !isSet ? [] : [`${indent}updateStrategy:`, `${indent}  type: RollingUpdate`]),
  ];
  lines.splice(spec + 1, 0, ...added);
  return lines.join('\n');
}

/**
 * The lines below template.metadata.labels, in block style.
 * @param {string[]} lines of the spec
 * @param {string} indent
 */
function templateLabels(lines, indent) {
  let at = lines.findIndex((line) => line.startsWith(`${indent}template:`));
  if (at < 0) return [];
  for (const key of ['metadata:', 'labels:']) {
    const depth = depthOf(lines[at] ?? '');
    at = lines.findIndex((line, index) => index > at && line.trimStart().startsWith(key) && depthOf(line) > depth);
    if (at < 0) return [];
  }
  const depth = depthOf(lines[at]);
  const labels = [];
  for (const line of lines.slice(at + 1)) {
    if (line.trim() && depthOf(line) <= depth) break;
    if (line.trim()) labels.push(line.trim());
  }
  return labels;
}

/** @param {string} line */
function depthOf(line) {
  return Math.max(0, line.search(/\S/));
}
