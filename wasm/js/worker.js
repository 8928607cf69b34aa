// @ts-check
// The simulator behind messages: {id, method, args} in, {id, result} or {id, error} out.
import { loadCore } from './core.js';
import { methodsOf } from './methods.js';

const methods = loadCore().then(methodsOf);

addEventListener('message', async (event) => {
  const { id, method, args } = event.data;
  try {
    const known = /** @type {any} */ (await methods);
    if (!Object.hasOwn(known, method)) throw new Error(`no such method: ${method}`);
    postMessage({ id, result: known[method](...args) });
  } catch (error) {
    postMessage({ id, error: String(error instanceof Error ? error.message : error) });
  }
});
