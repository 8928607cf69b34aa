// @ts-check
// The page's language: messages/<language>.js hold the sentences, this finds and fills them.
import en from './messages/en.js';

export const languages = /** @type {const} */ ({ en: 'English', 'zh-CN': '简体中文' });

/** @type {Record<string, () => Promise<{default: Record<string, string>}>>} */
const files = { 'zh-CN': () => import('./messages/zh-CN.js') };

/** @type {Record<string, string>} */
let messages = en;
let current = 'en';

export const language = () => current;

/** @param {string} wanted a BCP-47 tag; an unknown one becomes English */
export async function useLanguage(wanted) {
  const found = wanted.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  messages = found === 'en' ? en : (await files[found]()).default;
  current = found;
  document.documentElement.lang = found;
}

/**
 * The sentence of a key as plain text. A key that the language lacks falls back to English, then to itself.
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 */
export function t(key, params = {}) {
  return template(key).replace(/\{(\w+)\}/g, (_, name) => shown(name, params[name]));
}

/**
 * The sentence as nodes: names of objects are bold, revisions are tags.
 * @param {import('statefulset-playground').Text} text
 * @returns {DocumentFragment}
 */
export function rich({ code, params = {} }) {
  const fragment = document.createDocumentFragment();
  for (const part of template(code).split(/(\{\w+\})/)) {
    const name = part.match(/^\{(\w+)\}$/)?.[1];
    if (!name) fragment.append(part);
    else if (/^revision|^update/.test(name)) fragment.append(...revisionTags(String(params[name] ?? '')));
    else if (plain.has(name)) fragment.append(shown(name, params[name]));
    else fragment.append(Object.assign(document.createElement('b'), { textContent: shown(name, params[name]) }));
  }
  return fragment;
}

/** Parameters that are words or numbers in a sentence, not names to be picked out. */
const plain = new Set([
  'n',
  'of',
  'ready',
  'replicas',
  'wanted',
  'status',
  'reason',
  'message',
  't',
  'policy',
  'phase',
  'ordinal',
  'first',
  'last',
  'answer',
  'probe',
]);

/** @param {string} letters such as "A" or "A B" */
function revisionTags(letters) {
  return letters
    .split(' ')
    .filter(Boolean)
    .flatMap((letter, i) => (i ? [' ', revisionTag(letter)] : [revisionTag(letter)]));
}

/** @param {string} letter */
export function revisionTag(letter) {
  const tag = document.createElement('span');
  tag.className = 'rev';
  tag.dataset.hue = String(hueOf(letter));
  tag.textContent = letter;
  return tag;
}

/** One of the four revision colours. @param {string} letter */
export function hueOf(letter) {
  return letter ? (letter.charCodeAt(letter.length - 1) - 65) % 4 : 0;
}

/** @param {string} key */
function template(key) {
  return messages[key] ?? /** @type {Record<string, string>} */ (en)[key] ?? key;
}

/**
 * @param {string} name
 * @param {string | number | undefined} value
 */
function shown(name, value) {
  if (name === 't' && typeof value === 'number') return clock(value);
  return value === undefined ? '' : String(value);
}

/** Virtual time as people read it: 00:43.2, 1:02:03.4. @param {number} ms */
export function clock(ms) {
  const tenths = Math.floor(ms / 100);
  const pad = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const hours = Math.floor(tenths / 36000);
  const minutes = Math.floor(tenths / 600) % 60;
  return `${hours ? `${hours}:` : ''}${pad(minutes)}:${pad(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
}

/** An age as kubectl prints it. @param {number} ms */
export function age(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 ? `${minutes}m${seconds % 60}s` : `${minutes}m`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return minutes % 60 ? `${hours}h${minutes % 60}m` : `${hours}h`;
  if (hours < 48) return `${hours}h`;
  return `${Math.floor(hours / 24)}d`;
}
