// @ts-check
// Both themes, a phone, both languages, keys: nothing for axe to find, nothing that scrolls sideways.
import assert from 'node:assert/strict';
import { test } from '../harness.mjs';
import { opened, rest, table, type } from './page.mjs';

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in the ${colorScheme} theme`, async ({ open, axe, screenshot }) => {
    const page = await opened(open, '', { colorScheme });
    await axe(page);
    await type(page, 'kubectl scale sts web --replicas=3');
    await axe(page);
    await rest(page);
    await page.locator('pod-lanes .name').nth(1).click();
    await page.getByText('The lanes as a table').click();
    await axe(page);
    await screenshot(page, colorScheme);
  });
}

test('a phone shows the page without scrolling sideways, and axe finds nothing', async ({ open, axe, screenshot }) => {
  const page = await opened(open, '', { viewport: { width: 390, height: 844 }, hasTouch: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} px`);
  await axe(page);
  await screenshot(page, 'phone');
});

test('the page speaks Chinese when the browser does, and switches', async ({ open, axe, screenshot }) => {
  const page = await opened(open, '', { locale: 'zh-CN' });
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN');
  await page.getByRole('heading', { name: 'Pod 与主机名' }).waitFor();
  await axe(page);
  await screenshot(page, 'zh-CN');
  await page.getByRole('combobox', { name: '语言' }).selectOption('en');
  await page.getByRole('heading', { name: 'Pods and hostnames' }).waitFor();
});

test('the keys work: play, decisions, help, terminal', async ({ open }) => {
  const page = await opened(open);
  await page.keyboard.press('Home');
  await page.waitForFunction(() => document.querySelector('time-bar .clock')?.textContent === '00:00.0');
  await page.keyboard.press('.');
  await page.waitForFunction(() => document.querySelector('time-bar .clock')?.textContent !== '00:00.0');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press(':');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'kubectl command');
  await page.keyboard.type('kubectl get pods');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.getByRole('textbox', { name: 'kubectl command' }).inputValue(), 'kubectl get pods');
});

test('the keyboard alone is enough: terminal, completion, out again, time', async ({ open }) => {
  const page = await opened(open);
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
  const tabTo = async (/** @type {string} */ name) => {
    for (let i = 0; i < 60 && (await focused()) !== name; i++) await page.keyboard.press('Tab');
    assert.equal(await focused(), name);
  };
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Skip to the terminal');
  await page.keyboard.press('Enter');
  await tabTo('kubectl command');

  const input = page.getByRole('textbox', { name: 'kubectl command' });
  const completed = async (/** @type {string} */ line, /** @type {string} */ to) => {
    await input.fill(line);
    await page.keyboard.press('Tab');
    await page.waitForFunction(
      (value) => /** @type {HTMLInputElement} */ (document.activeElement).value === value,
      to,
    );
  };
  await completed('kubectl sca', 'kubectl scale ');
  await completed('kubectl delete pod ', 'kubectl delete pod web-');
  await page.locator('kubectl-terminal .prompt [role=status]').filter({ hasText: '2 choices' }).waitFor();
  await page.keyboard.press('Tab');
  await page.locator('kubectl-terminal .choices').filter({ hasText: 'web-0  web-1' }).waitFor();
  assert.equal(await focused(), 'kubectl command', 'Tab completes');
  await input.fill('kubectl scale sts web --replicas=3');
  await page.keyboard.press('Enter');
  await rest(page);
  assert.equal((await table(page, 'pods')).length, 3);

  await input.focus();
  await page.keyboard.type('kubectl get');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.notEqual(await focused(), 'kubectl command', 'Escape and Tab leave the line');

  await tabTo('Virtual time');
  const clock = () => page.locator('time-bar .clock').innerText();
  const before = await clock();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft');
  await page.locator('time-bar .state[data-state=past]').waitFor();
  assert.notEqual(await clock(), before);
});

test('a link carries the session', async ({ open }) => {
  const page = await opened(open);
  await type(page, 'kubectl scale sts web --replicas=3');
  await rest(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  const other = await opened(open, link.slice(link.indexOf('#')));
  await other.waitForFunction(() => document.querySelectorAll('pods-table tbody tr').length === 3);
  const hash = (/** @type {any} */ one) => one.locator('.stamp').innerText();
  assert.equal(await hash(other), await hash(page));
});
