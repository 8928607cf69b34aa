// @ts-check
// The second half of the simulator, sts.rest.wasm: the functions that a first visit does not call (wasm/split.mjs).
//
// sts.wasm imports a placeholder for each of them, and calls them through its table. Once the second module is
// instantiated, it has put its functions into that table and no placeholder is called again.

/** @typedef {BufferSource | string | URL} Source the bytes, or where to fetch them */

export class Rest {
  #source;
  /** @type {WebAssembly.Exports | undefined} */
  #primary;
  #arrived = false;

  /** @param {Source} source */
  constructor(source) {
    this.#source = source;
  }

  /** What sts.wasm imports beside the glue's own functions. @returns {WebAssembly.Imports} */
  get imports() {
    const get = (/** @type {unknown} */ _, /** @type {string | symbol} */ slot) => {
      return (/** @type {any[]} */ ...args) => {
        this.#loadAtOnce();
        return this.#table.get(Number(slot))(...args);
      };
    };
    return { placeholder: new Proxy(/** @type {any} */ ({}), { get }) };
  }

  /** @param {WebAssembly.Exports} exports those of sts.wasm */
  attach(exports) {
    this.#primary = exports;
    if (!isAddress(this.#source)) this.#loadAtOnce();
  }

  /** Fetches it without keeping anybody waiting. */
  async load() {
    if (!isAddress(this.#source)) return;
    const module = await compile(this.#source);
    if (!this.#arrived) this.#instantiate(module);
  }

  get #table() {
    const table = Object.values(this.#primary ?? {}).find((value) => value instanceof WebAssembly.Table);
    return /** @type {WebAssembly.Table} */ (table);
  }

  // A wasm function is waiting for its answer, so this cannot be a promise: workers may fetch synchronously.
  #loadAtOnce() {
    if (this.#arrived) return;
    let bytes = this.#source;
    if (isAddress(bytes)) {
      const request = new XMLHttpRequest();
      request.open('GET', bytes, false);
      request.responseType = 'arraybuffer';
      request.send();
      bytes = /** @type {ArrayBuffer} */ (request.response);
    }
    this.#instantiate(new WebAssembly.Module(bytes));
  }

  /** @param {WebAssembly.Module} module */
  #instantiate(module) {
    new WebAssembly.Instance(module, { primary: this.#primary ?? {} });
    this.#arrived = true;
  }
}

/** @param {Source} source @returns {source is string | URL} */
const isAddress = (source) => typeof source === 'string' || source instanceof URL;

/**
 * @param {Source} source
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(source) {
  if (!isAddress(source)) return WebAssembly.compile(source);
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${source}: ${response.status} ${response.statusText}`);
  // Compiling while it arrives needs the right media type, which not every host sends.
  if (response.headers.get('content-type')?.startsWith('application/wasm')) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
