// @ts-check
// The JavaScript tests' runner: `test('a sentence', async (context) => …)`, one line a test, the count last.

/** @type {{name: string, body: (context: any) => unknown}[]} */
const tests = [];

/**
 * @param {string} name
 * @param {(context: any) => unknown} body fails by throwing
 */
export function test(name, body) {
  tests.push({ name, body });
}

/**
 * Imports every file, runs what it registered and exits with the verdict.
 * @param {URL[]} files
 * @param {{around?: (run: (context: any) => unknown) => Promise<void>, only?: string, seconds?: number}} [options]
 *   `around` makes a test's context and tidies up after it; `only` is a part of the wanted tests' names
 */
export async function runFiles(files, { around = async (run) => void (await run({})), only = '', seconds = 60 } = {}) {
  for (const file of files) await import(file.href);
  let passed = 0;
  let failed = 0;
  for (const { name, body } of tests.filter((one) => one.name.includes(only))) {
    const start = Date.now();
    const error = await Promise.race([around(body).then(() => null, described), timeout(seconds)]);
    if (error === null) passed++;
    else failed++;
    console.log(`${error === null ? 'ok' : 'not ok'} ${name} (${Date.now() - start} ms)${error === null ? '' : `\n${error}`}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed || !passed ? 1 : 0;
}

/** @param {any} error */
function described(error) {
  return String(error?.stack ?? error).replace(/^/gm, '    ');
}

/**
 * @param {number} seconds
 * @returns {Promise<string>}
 */
function timeout(seconds) {
  return new Promise((done) => setTimeout(done, seconds * 1000, `    no end after ${seconds} s`).unref());
}
