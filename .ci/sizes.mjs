// @ts-check
// What a visitor transfers (brotli, quality 11) until the page is interactive, against its budget: the page, its
// scripts and styles, the worker, the first half of the wasm. The second half follows after the first answer and is
// counted in the sum of all; chunks that are loaded only when asked for are shown, not counted.
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

// The goal is 300,000 bytes in all; the budgets are what is met, so that it can only get better.
const goal = 300_000;
const budgets = { first: 400_000, all: 840_000 };
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

/** The sum of the files' sizes; each gets a line.
 * @param {Iterable<string>} paths
 * @param {string} remark
 */
function sumOf(paths, remark) {
  let sum = 0;
  for (const path of [...paths].sort()) {
    const size = sizeOf(path);
    sum += size;
    console.log(`  ${String(size).padStart(8)}  ${path}${remark}`);
  }
  return sum;
}

const later = 'sts.rest.wasm';
const first = closure('index.html', new Set());
for (const path of ['worker.js', 'sts.wasm']) closure(path, first);
const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
const lazy = files.filter((path) => /\.(js|wasm|css)$/.test(path) && path !== later && !first.has(path));

const sums = { first: sumOf(first, ''), all: 0 };
sums.all = sums.first + sumOf([later], ' (after the first answer)');
sumOf(lazy, ' (when asked for)');

let failed = 0;
for (const [name, what] of /** @type {const} */ ([
  ['first', 'the first interactive page'],
  ['all', 'with the second half of the wasm'],
])) {
  const kept = sums[name] <= budgets[name];
  if (!kept) failed += 1;
  console.log(
    `${kept ? 'ok:' : 'not ok'} ${what}: ${sums[name]} bytes in brotli, at most ${budgets[name]} (goal: ${goal})`,
  );
}
console.log(`${2 - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
