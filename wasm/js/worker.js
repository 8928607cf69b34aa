// @ts-check
// The simulator behind messages: {id, method, args} in, {id, result} or {id, error} out.
import { loadCore } from './core.js';

const core = loadCore();

addEventListener('message', async (event) => {
  const { id, method, args } = event.data;
  try {
    postMessage({ id, result: (await core)[method](...args) });
  } catch (error) {
    postMessage({ id, error: String(error instanceof Error ? error.message : error) });
  }
});
