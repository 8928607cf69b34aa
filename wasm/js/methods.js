// @ts-check
// The methods of index.d.ts over the simulator's bindings: the worker and the tests under node share them.

const hour = 3_600_000;

/** @param {any} core what loadCore resolved to @returns {import('./index.js').Methods} */
export function methodsOf(core) {
  /** @type {any} */
  let simulator;
  const read = (/** @type {string} */ json) => JSON.parse(json);
  return {
    kubernetesVersion: () => core.kubernetesVersion(),
    create(options = {}) {
      simulator?.delete();
      simulator = new core.Simulator(JSON.stringify(options));
      return read(simulator.history(-1));
    },
    writeFile: (name, text) => simulator.writeFile(name, text),
    apply: (name, text) => read(simulator.apply(name, text)),
    shell: (line) => read(simulator.shell(line)),
    run: (until, limit = hour, since = -1) => read(simulator.run(JSON.stringify(until), limit, since)),
    history: (since = -1) => read(simulator.history(since)),
    view: (at) => read(simulator.view(at)),
    complete: (line) => read(simulator.complete(line)),
  };
}
