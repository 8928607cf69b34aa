// @ts-check
// The simulator in a worker of its own: `const playground = createPlayground(); await playground.call('kubernetesVersion')`.

/**
 * Starts the worker. When it dies, `call` rejects and a new playground has to be created.
 * @param {string | URL} [workerUrl]
 */
export function createPlayground(workerUrl = new URL('./worker.js', import.meta.url)) {
  const worker = new Worker(workerUrl, { type: 'module' });
  /** @type {Map<number, {resolve: (value: any) => void, reject: (reason: Error) => void}>} */
  const waiting = new Map();
  let last = 0;

  worker.addEventListener('message', ({ data }) => {
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) call?.reject(new Error(data.error));
    else call?.resolve(data.result);
  });
  worker.addEventListener('error', (event) => {
    for (const call of waiting.values()) call.reject(new Error(event.message));
    waiting.clear();
  });

  return {
    /**
     * @param {string} method a function of wasm/bindings.cpp
     * @param {...any} args
     * @returns {Promise<any>}
     */
    call(method, ...args) {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, method, args });
      });
    },
    destroy() {
      worker.terminate();
    },
  };
}
