// @ts-check
// What must hold for any page of the site, whatever is on it.
import assert from 'node:assert/strict';
import { test } from '../harness.mjs';

test('the page runs the simulator in a worker under the strict policy', async ({ open }) => {
  const page = await open();
  await page.waitForFunction(() => document.body.innerText.includes('1.36'));
});

test('the page "How this differs from a real cluster" has no finding of axe', async ({ open, axe }) => {
  for (const colorScheme of ['light', 'dark']) await axe(await open('deviations.html', { colorScheme }));
});

test('the server gives nothing from outside of the site', async ({ address }) => {
  for (const path of ['../package.json', '%2e%2e/package.json', '..%2f..%2fpackage.json', 'no-such-file', '%00', '%']) {
    assert.equal((await fetch(address + path)).status, 404, path);
  }
});
