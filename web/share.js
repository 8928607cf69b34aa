// @ts-check
// A session as a piece of a link: "s1." and the deflated JSON of what was done, as URL-safe base64. It stands behind
// the #, so it never leaves the browser. A letter is never used for two formats; unknown keys are ignored.

/**
 * @typedef {import('./operations.js').Operation} Operation
 * @typedef {{seed?: number, operations: Operation[], end: number, at?: number}} Shared
 */

/** More than this is refused when read: a link is not a way to fill somebody's memory. */
const longestText = 2_000_000;

/** @param {Shared} shared @returns {Promise<string>} */
export async function encode({ seed = 1, operations, end, at = end }) {
  const json = JSON.stringify({
    v: 1,
    seed,
    ops: operations.map((one) => [one.at, one.method, ...one.args]),
    end,
    t: at,
  });
  const packed = await pass(new TextEncoder().encode(json), new CompressionStream('deflate-raw'));
  const binary = Array.from(packed, (byte) => String.fromCharCode(byte)).join('');
  return `s1.${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** What a token says, or null if it is none. @param {string} token @returns {Promise<Shared | null>} */
export async function decode(token) {
  const body = token.match(/^s1\.([\w-]+)$/)?.[1];
  if (!body) return null;
  try {
    const binary = atob(body.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = await pass(
      Uint8Array.from(binary, (letter) => letter.charCodeAt(0)),
      new DecompressionStream('deflate-raw'),
    );
    return checked(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

/** @param {any} json @returns {Shared | null} */
function checked({ v, seed, ops, end, t }) {
  const methods = ['apply', 'shell', 'writeFile'];
  const isTime = (/** @type {any} */ ms) => Number.isSafeInteger(ms) && ms >= 0;
  if (v !== 1 || !Array.isArray(ops) || !isTime(end)) return null;
  const operations = ops.map(([at, method, ...args]) => ({ at, method, args }));
  const good = operations.every(
    ({ at, method, args }) =>
      isTime(at) && methods.includes(method) && args.every((/** @type {any} */ one) => typeof one === 'string'),
  );
  return good ? { seed: Number.isSafeInteger(seed) ? seed : 1, operations, end, at: isTime(t) ? t : end } : null;
}

/**
 * @param {Uint8Array} bytes
 * @param {CompressionStream | DecompressionStream} through
 */
async function pass(bytes, through) {
  const reader = new Blob([/** @type {any} */ (bytes)])
    .stream()
    .pipeThrough(/** @type {any} */ (through))
    .getReader();
  const parts = [];
  for (let length = 0, next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > longestText) throw new Error('too long');
    parts.push(next.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
