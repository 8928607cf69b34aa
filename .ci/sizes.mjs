// @ts-check
// What a visitor transfers (brotli, quality 11) until the page is interactive, against its budget: the page, its
// scripts and styles, the worker, the wasm. Chunks that are loaded only when asked for are shown, not counted.
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const budget = 300_000;
const site = 'build/site';

/** @param {string} path */
const sizeOf = (path) =>
  brotliCompressSync(readFileSync(join(site, path)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** The files that loading `path` loads too: what it links, and static imports.
 * @param {string} path
 * @param {Set<string>} seen
 */
function closure(path, seen) {
  if (seen.has(path)) return seen;
  seen.add(path);
  if (!/\.(html|js)$/.test(path)) return seen;
  const text = readFileSync(join(site, path), 'utf8');
  const patterns = path.endsWith('.html')
    ? [/<script[^>]*\ssrc="([^"]+)"/g, /<link[^>]*\srel="(?:stylesheet|modulepreload)"[^>]*\shref="([^"]+)"/g]
    : [/(?:^|[;}\s])(?:import|export)\s*(?:[^"'()]*?from\s*)?["'](\.[^"']+)["']/g];
  for (const pattern of patterns) {
    for (const [, found] of text.matchAll(pattern)) closure(posix.join(posix.dirname(path), found), seen);
  }
  return seen;
}

const first = closure('index.html', new Set());
for (const path of ['worker.js', 'sts.wasm']) closure(path, first);
const all = readdirSync(site, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
// The elements fetch their sheets when they start.
for (const path of all) if (/^elements\/.*\.css$/.test(path)) first.add(path);
const lazy = all.filter((path) => /\.(js|wasm|css)$/.test(path) && !first.has(path));

let sum = 0;
for (const path of [...first].sort()) {
  const size = sizeOf(path);
  sum += size;
  console.log(`  ${String(size).padStart(8)}  ${path}`);
}
for (const path of lazy.sort()) console.log(`  ${String(sizeOf(path)).padStart(8)}  ${path} (when asked for)`);
const kept = sum <= budget;
console.log(`${kept ? 'ok' : 'not ok'} the first interactive page: ${sum} bytes in brotli, at most ${budget}`);
console.log(kept ? '1 passed, 0 failed' : '0 passed, 1 failed');
process.exitCode = kept ? 0 : 1;
