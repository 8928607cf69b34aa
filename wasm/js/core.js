// @ts-check
// Loads the simulator itself: the Embind module, without a worker around it.
// `sts.mjs`, `sts.wasm` and `sts.rest.wasm` are built; build/package/ holds them beside a copy of these files.
import { Rest, compile } from './rest.js';
import createModule from './sts.mjs';

/**
 * The simulator's own functions (wasm/bindings.cpp), once its wasm is compiled, and `loadRest`, to be called when the
 * first answer is out. By default both halves lie beside this file.
 * @param {import('./rest.js').Source} [source] sts.wasm
 * @param {import('./rest.js').Source} [restSource] sts.rest.wasm
 * @returns {Promise<any>}
 */
export async function loadCore(
  source = new URL('./sts.wasm', import.meta.url),
  restSource = new URL('./sts.rest.wasm', import.meta.url),
) {
  const compiled = await compile(source);
  const rest = new Rest(restSource);
  const core = await createModule({
    // The glue's own loader differs between node and browsers, and between versions; this does not.
    /**
     * @param {WebAssembly.Imports} imports
     * @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} done
     */
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(compiled, { ...imports, ...rest.imports }).then((instance) => {
        rest.attach(instance.exports);
        done(instance, compiled);
      });
      return {};
    },
  });
  core.loadRest = () => rest.load();
  return core;
}
