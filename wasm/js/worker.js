// @ts-check
// The simulator behind messages: {id, method, args} in, {id, result} or {id, error} out.
import { loadCore } from './core.js';
import { methodsOf } from './methods.js';

const core = loadCore();
const methods = core.then(methodsOf);

addEventListener('message', async (event) => {
  const { id, method, args } = event.data;
  try {
    const known = /** @type {any} */ (await methods);
    if (!Object.hasOwn(known, method)) throw new Error(`no such method: ${method}`);
    postMessage({ id, result: known[method](...args) });
    // Something is to be seen: now there is time for what the first sight did not need.
    if (method === 'view') prepare();
  } catch (error) {
    postMessage({ id, error: String(error instanceof Error ? error.message : error) });
  }
});

let prepared = false;
function prepare() {
  if (prepared) return;
  prepared = true;
  // If it fails, the first call that needs it tries again, and says so.
  core.then(({ loadRest }) => loadRest()).catch(() => {});
}
