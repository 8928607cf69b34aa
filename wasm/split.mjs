// @ts-check
// node wasm/split.mjs DIRECTORY MANIFEST: splits DIRECTORY/sts.wasm by what a first visit calls.
//
// A visitor waits for the code that brings the tutorial's manifest to rest and shows it, not for kubectl's forty verbs
// or for what only a wrong manifest reaches. So that visit is played here on an instrumented copy; the functions it
// called stay in sts.wasm, the others go to sts.rest.wasm, which wasm/js/core.js fetches after the first answer, or
// at once when one of them is called before. The whole is kept as sts.whole.wasm.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { methodsOf } from './js/methods.js';

const [directory, manifest] = process.argv.slice(2);
const at = (/** @type {string} */ name) => join(directory, name);
const features = ['--enable-exception-handling', '--enable-mutable-globals', '--enable-sign-ext', '--enable-bulk-memory'];

/** @param {string} tool @param {...string} args */
function binaryen(tool, ...args) {
  const root = execFileSync('em-config', ['BINARYEN_ROOT'], { encoding: 'utf8' }).trim();
  const installed = join(root, 'bin', tool);
  execFileSync(existsSync(installed) ? installed : tool, [...features, ...args], { stdio: 'inherit' });
}

/** What the page does before anybody touches it.
 * @param {any} core
 */
function firstVisit(core) {
  const page = methodsOf(core);
  page.kubernetesVersion();
  page.create({ seed: 1, runtimeConfig: 'apps/v1beta1=true,apps/v1beta2=true' });
  page.apply('web.yaml', readFileSync(manifest, 'utf8'));
  const { end } = page.run('rest');
  page.history();
  for (const ms of [end, 0, Math.floor(end / 2), end]) page.view(ms);
}

/** @param {string} instrumented @returns {Promise<Uint8Array>} the profile that wasm-split reads */
async function profileOf(instrumented) {
  const { default: createModule } = await import(pathToFileURL(resolve(at('sts.mjs'))).href);
  /** @type {any} */
  let exports;
  const core = await createModule({
    /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance) => void} done */
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(readFileSync(instrumented), imports).then(({ instance }) => {
        exports = instance.exports;
        done(instance);
      });
      return {};
    },
  });
  firstVisit(core);
  const memory = /** @type {WebAssembly.Memory} */ (
    Object.values(exports).find((value) => value instanceof WebAssembly.Memory)
  );
  const room = 1 << 20;
  const from = memory.grow(room >> 16) << 16;
  const length = exports.__write_profile(from, room);
  return new Uint8Array(memory.buffer, from, length).slice();
}

renameSync(at('sts.wasm'), at('sts.whole.wasm'));
binaryen('wasm-split', '--instrument', at('sts.whole.wasm'), '-o', at('sts.instrumented.wasm'));
writeFileSync(at('sts.profile'), await profileOf(at('sts.instrumented.wasm')));
const halves = ['sts.wasm', 'sts.rest.wasm'].map(at);
binaryen('wasm-split', at('sts.whole.wasm'), '--profile', at('sts.profile'), '-o1', halves[0], '-o2', halves[1]);
for (const half of halves) binaryen('wasm-opt', '-Oz', '--low-memory-unused', half, '-o', half);
for (const name of ['sts.instrumented.wasm', 'sts.profile']) rmSync(at(name));
console.log(`sts.wasm is what the first visit to ${dirname(manifest)} needs`);
