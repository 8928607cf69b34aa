// @ts-check
// Loads the simulator itself: the Embind module, without a worker around it.
// `sts.mjs` and `sts.wasm` are built; build/package/ holds them beside a copy of these files.
import createModule from './sts.mjs';

/**
 * The simulator's own functions (wasm/bindings.cpp), once its wasm is compiled.
 * @param {BufferSource | string | URL} [source] the bytes, or where to fetch them; beside this file by default
 * @returns {Promise<any>}
 */
export async function loadCore(source = new URL('./sts.wasm', import.meta.url)) {
  const compiled = await compile(source);
  return createModule({
    // The glue's own loader differs between node and browsers, and between versions; this does not.
    /**
     * @param {WebAssembly.Imports} imports
     * @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} done
     */
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
      return {};
    },
  });
}

/**
 * @param {BufferSource | string | URL} source
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(source) {
  if (typeof source !== 'string' && !(source instanceof URL)) return WebAssembly.compile(source);
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${source}: ${response.status} ${response.statusText}`);
  // Compiling while it arrives needs the right media type, which not every host sends.
  if (response.headers.get('content-type')?.startsWith('application/wasm')) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
