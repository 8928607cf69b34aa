// @ts-check
// What the page's tests do with it: type into the terminal, wait for rest, read its tables as people do.

/** @typedef {import('playwright-core').Page} Page */

/**
 * The page, once its first picture stands.
 * @param {(path?: string, options?: any) => Promise<Page>} open @param {string} [path] @param {any} [options]
 */
export async function opened(open, path = '', options = {}) {
  const page = await open(path, options);
  await page.locator('now-sentence .says').filter({ hasText: /./ }).waitFor();
  return page;
}

/**
 * Types a command and returns what the terminal answers to it.
 * @param {Page} page
 * @param {string} line
 */
export async function type(page, line) {
  const commands = page.locator('kubectl-terminal .command');
  const before = await commands.count();
  const input = page.getByRole('textbox', { name: 'kubectl command' });
  await input.fill(line);
  await input.press('Enter');
  await page.waitForFunction(
    (count) =>
      document.querySelectorAll('kubectl-terminal .command').length > count &&
      !(/** @type {any} */ (document.querySelector('manifest-editor')).session.busy),
    before,
  );
  return page.evaluate((count) => {
    const texts = [];
    let node = document.querySelectorAll('kubectl-terminal .command')[count]?.nextElementSibling;
    for (; node && !node.classList.contains('command'); node = node.nextElementSibling) texts.push(node.textContent);
    return texts.join('\n');
  }, before);
}

/** Lets time pass until the cluster is at rest. @param {Page} page */
export async function rest(page) {
  await page.getByRole('button', { name: 'Run until at rest' }).click();
  await page.locator('time-bar .state[data-state=rest]').waitFor();
  await page.waitForFunction(() => !(/** @type {any} */ (document.querySelector('manifest-editor')).session.busy));
}

/**
 * A table's rows as lists of their cells' texts.
 * @param {Page} page
 * @param {'pods' | 'dns' | 'claims' | 'volumes' | 'events'} name
 * @returns {Promise<string[][]>}
 */
export function table(page, name) {
  return page.evaluate(
    (tag) =>
      [...document.querySelectorAll(`${tag} tbody tr`)].map((row) =>
        [...row.children].map((cell) => /** @type {HTMLElement} */ (cell).innerText.trim()),
      ),
    `${name}-table`,
  );
}

/** Moves the slider to an instant. @param {Page} page @param {number} ms */
export async function seek(page, ms) {
  await page.getByRole('slider', { name: 'Virtual time' }).evaluate((slider, value) => {
    const range = /** @type {HTMLInputElement} */ (slider);
    range.value = String(value);
    range.dispatchEvent(new Event('input', { bubbles: true }));
  }, ms);
  await page.waitForFunction(() => !(/** @type {any} */ (document.querySelector('manifest-editor')).session.busy));
}
