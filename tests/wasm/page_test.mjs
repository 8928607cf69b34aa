// @ts-check
// The worker's methods under node: what the page relies on (wasm/js/index.d.ts).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from '../harness.mjs';
import { methodsOf } from '../../wasm/js/methods.js';
import { merged } from '../../web/history.js';

const seed = readFileSync(new URL('../../examples/seed/manifest.yaml', import.meta.url), 'utf8');
const options = { seed: 1, runtimeConfig: 'apps/v1beta1=true,apps/v1beta2=true' };

test('a new cluster is empty and says so', ({ core }) => {
  const page = methodsOf(core);
  const history = page.create(options);
  assert.deepEqual(history.groups, []);
  const view = page.view(history.end);
  assert.equal(view.sentence.code, 'sentence.empty');
  assert.deepEqual([view.sets, view.pods, view.claims, view.volumes], [[], [], [], []]);
  assert.match(view.hash, /^[0-9a-f]{16}$/);
});

test('the seed comes to rest with two pods that are Ready, named and bound', ({ core }) => {
  const page = methodsOf(core);
  page.create(options);
  assert.deepEqual(page.apply('web.yaml', seed).errors, []);
  const history = page.run('rest');
  assert.ok(history.atRest);
  const view = page.view(history.end);
  assert.deepEqual(
    view.pods.map(({ name, ready, state }) => [name, ready, state]),
    [
      ['web-0', '1/1', 'ready'],
      ['web-1', '1/1', 'ready'],
    ],
  );
  assert.deepEqual(
    view.claims.map(({ name, status, usedBy }) => [name, status, usedBy]),
    [
      ['www-web-0', 'Bound', 'web-0'],
      ['www-web-1', 'Bound', 'web-1'],
    ],
  );
  assert.deepEqual(
    view.dns.map(({ name }) => name),
    ['nginx', 'web-0.nginx', 'web-1.nginx', '_web._tcp.nginx'],
  );
  assert.ok(view.dns.every(({ absent }) => !absent));
  const lanes = history.groups[0].lanes;
  assert.ok(
    lanes.every(({ bars, claims, dns }) => bars.at(-1)?.state === 'ready' && claims.length > 0 && dns.length > 0),
  );
});

test('a manifest that is wrong changes nothing', ({ core }) => {
  const page = methodsOf(core);
  const before = page.create(options);
  const { errors } = page.apply('web.yaml', seed.replace('replicas: 2', 'replicas: [2'));
  assert.ok(errors.length > 0 && errors[0].line > 0, JSON.stringify(errors));
  assert.equal(page.history().revision, before.revision);
});

test('what was done, done again at the same times, gives the same hash', ({ core }) => {
  const play = () => {
    const page = methodsOf(core);
    page.create(options);
    page.apply('web.yaml', seed);
    const { end } = page.run('rest');
    page.run(end + 1234);
    page.shell('kubectl scale sts web --replicas=3');
    return page.view(page.run('rest').end);
  };
  assert.deepEqual(play(), play());
});

test('a history put together from its news is the whole one', ({ core }) => {
  const page = methodsOf(core);
  let known = page.create(options);
  const goOn = (/** @type {number | 'rest'} */ until) => {
    known = merged(known, page.run(until, 600_000, known.revision));
  };
  page.apply('web.yaml', seed);
  goOn(known.end + 700);
  goOn('rest');
  for (const line of [
    'kubectl scale sts web --replicas=4',
    'kubectl delete pod web-1 --wait=false',
    'kubectl scale sts web --replicas=1',
    'kubectl run alone --image=nginx',
    'kubectl delete sts web',
  ]) {
    page.shell(line);
    goOn(known.end + 1500);
    assert.deepEqual(known, page.history(), line);
    goOn('rest');
  }
  assert.deepEqual(known, page.history());
});
