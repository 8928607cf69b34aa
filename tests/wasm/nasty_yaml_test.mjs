// @ts-check
// The same inputs as tests/fuzz/nasty_yaml.py's, in wasm: an answer within a second of the processor's time, and the
// instance survives it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '../harness.mjs';

const script = new URL('../fuzz/yaml_inputs.py', import.meta.url).pathname;

/** @returns {{name: string, bytes: Uint8Array}[]} */
function inputs() {
  const folder = mkdtempSync(join(tmpdir(), 'yaml-'));
  try {
    execFileSync('python3', [script, folder]);
    return readdirSync(folder).sort().map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('every nasty YAML input is answered within a second', ({ core }) => {
  const simulator = new core.Simulator('{}');
  const slow = [];
  for (const { name, bytes } of inputs()) {
    const start = process.cpuUsage();
    const { errors, stdout, stderr } = JSON.parse(simulator.apply('nasty.yaml', bytes));
    const ms = process.cpuUsage(start).user / 1000;
    if (ms > 1000) slow.push(`${name}: ${Math.round(ms)} ms`);
    assert.ok(errors.length > 0 || stdout || stderr, `${name}: nothing was said`);
  }
  assert.deepEqual(slow, []);
  const { stdout } = JSON.parse(simulator.shell('kubectl get nodes'));
  assert.match(stdout, /Ready/);
});
