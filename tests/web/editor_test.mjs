// @ts-check
// The manifest editor: valid text applies itself, wrong text leaves the last good world and says where it is wrong.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from '../harness.mjs';
import { opened, rest, table } from './page.mjs';

const editor = (/** @type {import('playwright-core').Page} */ page) =>
  page.getByRole('textbox', { name: 'Manifest, YAML' });

test('a changed manifest applies itself', async ({ open }) => {
  const page = await opened(open);
  const text = await editor(page).inputValue();
  assert.match(text, /#注意这里/);
  await editor(page).fill(text.replace('replicas: 2', 'replicas: 3'));
  await page.locator('kubectl-terminal pre').filter({ hasText: 'statefulset.apps/web configured' }).waitFor();
  await rest(page);
  assert.equal((await table(page, 'pods')).length, 3);
});

test('a manifest with an error says the line and leaves the world as it is', async ({ open }) => {
  const page = await opened(open);
  const text = await editor(page).inputValue();
  await editor(page).fill(text.replace('  replicas: 2', '  replicas: [2'));
  const says = page.locator('manifest-editor .lint');
  await page.locator('manifest-editor .state').filter({ hasText: 'not applied' }).waitFor();
  assert.match(await says.innerText(), /line \d+/);
  assert.equal((await table(page, 'pods')).length, 2);

  await editor(page).fill(text.replace('  replicas: 2', '  replicsa: 2'));
  await says.filter({ hasText: /^line 22, column 3 strict decoding error: unknown field "spec.replicsa"$/ }).waitFor();
  assert.equal((await table(page, 'pods')).length, 2);

  await editor(page).fill(text);
  await page
    .locator('manifest-editor .state')
    .filter({ hasText: /^applied$/ })
    .waitFor();
});

test('the editor says what the legacy version means', async ({ open }) => {
  const page = await opened(open);
  const note = await page.locator('manifest-editor .lint').innerText();
  assert.match(note, /line 16/);
  assert.match(note, /OnDelete/);
});

test('one click writes the tutorial’s set as apps/v1, and it rolls by itself from then on', async ({ open }) => {
  const page = await opened(open);
  await page.getByRole('button', { name: 'Modernise' }).click();
  await page.locator('kubectl-terminal pre').filter({ hasText: 'statefulset.apps/web configured' }).waitFor();
  const written = await editor(page).inputValue();
  assert.match(written, /apiVersion: apps\/v1\n[^]*selector:\n    matchLabels:\n      app: nginx\n/);
  await page.locator('pod-lanes .chip').filter({ hasText: 'RollingUpdate' }).waitFor();
  assert.equal(await page.locator('manifest-editor .lint').isHidden(), true);
});

test('nasty YAML does not end the page', async ({ open }) => {
  const page = await opened(open);
  const directory = mkdtempSync(join(tmpdir(), 'nasty-'));
  try {
    execFileSync('python3', [fileURLToPath(new URL('../fuzz/yaml_inputs.py', import.meta.url)), directory]);
    for (const name of readdirSync(directory)) {
      const bytes = readFileSync(join(directory, name));
      // A bare text area takes twenty seconds to lay out 300,000 lines; tests/wasm has those.
      if (bytes.length > 1_200_000 || bytes.filter((byte) => byte === 10).length > 20_000) continue;
      const took = await page.evaluate(async (text) => {
        const start = performance.now();
        const session = /** @type {any} */ (document.querySelector('manifest-editor')).session;
        await session.applyManifest(text);
        session.clockwork.pause();
        return performance.now() - start;
      }, bytes.toString('utf8'));
      assert.ok(took < 30_000, `${name}: ${took} ms`);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
  const input = page.getByRole('textbox', { name: 'kubectl command' });
  await input.fill('kubectl get pods');
  await input.press('Enter');
  await page.locator('kubectl-terminal pre').filter({ hasText: 'web-0' }).last().waitFor();
});
