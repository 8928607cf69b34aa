// @ts-check
// node tests/web/run.mjs [PART-OF-A-NAME]: build/site in a real Chromium, under the Content-Security-Policy that
// .ci/serve.mjs sends. A test also fails when the page logs an error, breaks the policy or asks another origin
// for anything, unless it takes the complaint out of `complaints` itself.
//
// A *_test.mjs file calls test(name, async ({ open, browser, address, axe, complaints, screenshot }) => …):
//   open(path?, options?)    a new page at build/site's PATH, in a context of its own; options are Playwright's
//                            (viewport, colorScheme, locale …)
//   axe(page)                throws if axe finds a violation
//   screenshot(page, name)   writes build/screenshots/NAME.png
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../.ci/serve.mjs';
import { runFiles } from '../harness.mjs';

const here = new URL('./', import.meta.url);
const root = fileURLToPath(new URL('../../', here));
/** A machine that builds at the same time is slow; a page that hangs is found all the same. */
const patience = 90_000;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const served = await serve(`${root}build/site`);
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

function chromiumPath() {
  const names = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'].filter(Boolean);
  const line = names.map((name) => `command -v ${name}`).join(' || ');
  return execFileSync('sh', ['-c', line], { encoding: 'utf8' }).trim();
}

/**
 * Writes down what a page must not do.
 * @param {import('playwright-core').Page} page
 * @param {string[]} complaints
 */
function watch(page, complaints) {
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    const own = url.startsWith(new URL(served.address).origin) || /^(data|blob|about):/.test(url);
    if (!own) complaints.push(`asked another origin: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
}

/** @param {import('playwright-core').Page} page */
async function axe(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    // @ts-ignore: axe is what the line above defined
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap((/** @type {any} */ one) =>
      one.nodes.map(
        (/** @type {any} */ node) => `${one.id}: ${one.help}: ${node.target.join(' ')}: ${node.html.slice(0, 200)}`,
      ),
    );
  });
  assert.deepEqual(found, [], 'axe found something');
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
async function screenshot(page, name) {
  mkdirSync(`${root}build/screenshots`, { recursive: true });
  await page.screenshot({ path: `${root}build/screenshots/${name}.png`, fullPage: true });
}

/** @param {(context: any) => unknown} run */
async function around(run) {
  /** @type {string[]} */
  const complaints = [];
  /** @type {import('playwright-core').BrowserContext[]} */
  const contexts = [];
  const open = async (path = '', options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    contexts.push(context);
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    watch(page, complaints);
    await page.goto(served.address + path);
    return page;
  };
  try {
    await run({ open, browser, address: served.address, axe, complaints, screenshot });
    assert.deepEqual(complaints, [], 'the page complained');
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
  }
}

const files = readdirSync(here)
  .filter((name) => name.endsWith('_test.mjs'))
  .sort();
await runFiles(
  files.map((name) => new URL(name, here)),
  { around, only: process.argv[2], seconds: 300 },
);
await browser.close();
served.close();
