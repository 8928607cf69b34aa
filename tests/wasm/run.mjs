// @ts-check
// node tests/wasm/run.mjs [PART-OF-A-NAME]: the shipped package (build/package) under node.
import { readFileSync, readdirSync } from 'node:fs';
import { runFiles } from '../harness.mjs';

const here = new URL('./', import.meta.url);
const files = readdirSync(here).filter((name) => name.endsWith('_test.mjs')).sort();
const built = new URL('../../build/package/', here);
const halves = ['sts.wasm', 'sts.rest.wasm'].map((name) => readFileSync(new URL(name, built)));
const { loadCore } = await import(new URL('core.js', built).href);

await runFiles(files.map((name) => new URL(name, here)), {
  only: process.argv[2],
  // Every test gets a simulator of its own.
  around: async (run) => void (await run({ core: await loadCore(...halves) })),
});
