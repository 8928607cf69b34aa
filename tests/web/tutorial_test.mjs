// @ts-check
// The tutorial of examples/seed, typed into the page.
import assert from 'node:assert/strict';
import { test } from '../harness.mjs';
import { opened, rest, seek, table, type } from './page.mjs';

/** A table's columns, by the words of its head. @param {string} text */
function columns(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/));
}

test('the first paint shows the two pods of the seed at rest', async ({ open, screenshot }) => {
  const page = await opened(open);
  const pods = await table(page, 'pods');
  assert.deepEqual(
    pods.map(([name, ready, status]) => [name, ready, status]),
    [
      ['web-0', '1/1', 'Running'],
      ['web-1', '1/1', 'Running'],
    ],
  );
  assert.match(await page.locator('now-sentence .says').innerText(), /At rest: 2 of 2 pods of web are Ready/);
  assert.equal(await page.locator('time-bar .state').getAttribute('data-state'), 'rest');
  assert.equal(await page.locator('pod-lanes .name').count(), 2);
  await screenshot(page, 'first-paint');
});

test('the tutorial can be typed as it stands', async ({ open }) => {
  const page = await opened(open);
  const log = page.getByRole('log');
  assert.match(
    await log.innerText(),
    /Warning: apps\/v1beta1 StatefulSet is deprecated in v1\.8\+, unavailable in v1\.16\+; use apps\/v1 StatefulSet/,
  );
  assert.match(await log.innerText(), /service\/nginx created\s+statefulset\.apps\/web created/);

  const services = columns(await type(page, 'kubectl get svc'));
  assert.deepEqual(services[0], ['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'AGE']);
  assert.deepEqual(
    services.slice(1).map((row) => row.slice(0, 5)),
    [
      ['kubernetes', 'ClusterIP', '10.96.0.1', '<none>', '443/TCP'],
      ['nginx', 'ClusterIP', 'None', '<none>', '80/TCP'],
    ],
  );

  const pods = columns(await type(page, 'kubectl get pods -l app=nginx'));
  assert.deepEqual(
    pods.map((row) => row.slice(0, 4)),
    [
      ['NAME', 'READY', 'STATUS', 'RESTARTS'],
      ['web-0', '1/1', 'Running', '0'],
      ['web-1', '1/1', 'Running', '0'],
    ],
  );

  assert.equal(await type(page, "for i in 0 1; do kubectl exec web-$i -- sh -c 'hostname'; done"), 'web-0\nweb-1');

  const claims = columns(await type(page, 'kubectl get pvc -l app=nginx'));
  assert.deepEqual(claims[0].slice(0, 6), ['NAME', 'STATUS', 'VOLUME', 'CAPACITY', 'ACCESS MODES', 'STORAGECLASS']);
  assert.equal(claims.length, 3);
  for (const [i, [name, status, volume, size, modes, storageClass]] of claims.slice(1).entries()) {
    assert.deepEqual([name, status, size, modes, storageClass], [`www-web-${i}`, 'Bound', '1Gi', 'RWO', 'hostpath']);
    assert.match(volume, /^pvc-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  }
});

test('an empty cluster takes the tutorial from its first command on', async ({ open }) => {
  const page = await opened(open);
  await page.getByRole('combobox', { name: 'Start over' }).selectOption('empty');
  await page.locator('now-sentence .says').filter({ hasText: 'The cluster is empty' }).waitFor();
  const created = await type(page, 'kubectl create -f web.yaml');
  assert.match(created, /service\/nginx created\nstatefulset\.apps\/web created/);
  await rest(page);
  assert.deepEqual(
    (await table(page, 'pods')).map(([name, , status]) => [name, status]),
    [
      ['web-0', 'Running'],
      ['web-1', 'Running'],
    ],
  );
});

test('scaling fills lanes, tables and DNS, and the claims stay when it shrinks again', async ({ open, screenshot }) => {
  const page = await opened(open);
  assert.equal(await type(page, 'kubectl scale sts web --replicas=4'), 'statefulset.apps/web scaled');
  await rest(page);
  assert.deepEqual(
    (await table(page, 'pods')).map(([name]) => name),
    ['web-0', 'web-1', 'web-2', 'web-3'],
  );
  assert.deepEqual(
    (await table(page, 'claims')).map(([name, status]) => [name, status]),
    [0, 1, 2, 3].map((i) => [`www-web-${i}`, 'Bound']),
  );
  const names = (await table(page, 'dns')).map(([name, kind]) => `${name} ${kind}`);
  for (const i of [0, 1, 2, 3]) assert.ok(names.includes(`web-${i}.nginx A`), names.join());
  assert.ok(names.includes('_web._tcp.nginx SRV'), names.join());

  await page.getByRole('button', { name: 'Scale web to 3' }).click();
  await page.locator('kubectl-terminal .command').filter({ hasText: 'kubectl scale sts/web --replicas=3' }).waitFor();
  await rest(page);
  assert.deepEqual(
    (await table(page, 'pods')).map(([name]) => name),
    ['web-0', 'web-1', 'web-2'],
  );
  const kept = (await table(page, 'claims')).find(([name]) => name === 'www-web-3');
  assert.match(kept?.[2] ?? '', /kept/);
  await screenshot(page, 'scaled');
});

test('a deleted pod comes back with its name and its claim', async ({ open }) => {
  const page = await opened(open);
  const before = await table(page, 'claims');
  assert.match(await type(page, 'kubectl delete pod web-1'), /^pod "web-1" deleted/);
  await rest(page);
  assert.deepEqual(
    (await table(page, 'pods')).map(([name, ready]) => [name, ready]),
    [
      ['web-0', '1/1'],
      ['web-1', '1/1'],
    ],
  );
  assert.deepEqual(await table(page, 'claims'), before);
  assert.ok((await page.locator('pod-lanes .lane').nth(1).locator('.outline').count()) >= 2, 'two pods in one lane');
});

test('OnDelete, the default of apps/v1beta1: a new image waits until a pod is deleted', async ({
  open,
  screenshot,
}) => {
  const page = await opened(open);
  assert.equal(
    await type(page, 'kubectl set image sts/web nginx=registry.k8s.io/nginx-slim:0.9'),
    'statefulset.apps/web image updated',
  );
  await rest(page);
  assert.match(await page.locator('now-sentence .says').innerText(), /OnDelete/);
  assert.deepEqual(
    (await table(page, 'pods')).map((row) => row[3]),
    ['A', 'A'],
  );
  await type(page, 'kubectl delete pod web-1');
  await rest(page);
  assert.deepEqual(
    (await table(page, 'pods')).map((row) => row[3]),
    ['A', 'B'],
  );
  await screenshot(page, 'on-delete');
});

test('the past can be looked at, and a change there makes a branch', async ({ open }) => {
  const page = await opened(open);
  const end = Number(await page.getByRole('slider').inputValue());
  await type(page, 'kubectl scale sts web --replicas=3');
  await rest(page);
  assert.equal((await table(page, 'pods')).length, 3);
  await seek(page, end);
  assert.equal((await table(page, 'pods')).filter(([, , status]) => status === 'Running').length, 2);
  await seek(page, 0);
  const early = await table(page, 'pods');
  assert.ok(
    early.every(([, ready]) => ready !== '1/1'),
    JSON.stringify(early),
  );

  await seek(page, end - 100);
  assert.match(await type(page, 'kubectl get pods'), /web-0 .*Running/);
  await type(page, 'kubectl scale sts web --replicas=1');
  await rest(page);
  assert.equal((await table(page, 'pods')).length, 1);
  await page.getByRole('combobox', { name: 'Branch' }).selectOption({ label: 'branch 1' });
  await page.waitForFunction(() => document.querySelectorAll('pods-table tbody tr').length === 3);
});
