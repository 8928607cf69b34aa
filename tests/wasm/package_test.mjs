// @ts-check
import assert from 'node:assert/strict';
import { test } from '../harness.mjs';

test('the simulator loads under node and says which Kubernetes it models', ({ core }) => {
  assert.match(core.kubernetesVersion(), /^1\.36/);
});
