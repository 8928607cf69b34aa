// @ts-check
// A small static server with the headers that the page is meant to run under: ./play's and the browser tests'.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const usualPort = 8480;

const types = /** @type {Record<string, string>} */ ({
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.yaml': 'text/yaml; charset=utf-8',
});

/** The strictest policy that the page works under; the browser tests prove that it does. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * The file behind a request's path, or null: never one outside of `root`.
 * @param {string} root
 * @param {string} base
 * @param {string} url
 */
function fileOf(root, base, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (!path.startsWith(base) || path.includes('\0')) return null;
  const file = normalize(join(root, path.slice(base.length)));
  if (file !== root && !file.startsWith(root + sep)) return null;
  return path.endsWith('/') ? join(file, 'index.html') : file;
}

/**
 * @param {string} directory
 * @param {{port?: number, base?: string, headers?: Record<string, string>}} [options]
 *   `base` such as "/docs/": serve below that path
 * @returns {Promise<{address: string, close: () => void}>}
 */
export function serve(directory, { port = 0, base = '/', headers = {} } = {}) {
  const root = resolve(directory);
  const server = createServer(async (request, response) => {
    const file = fileOf(root, base, request.url ?? '/');
    const found = file && (await stat(file).catch(() => null));
    if (!found?.isFile() || !file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-length': found.size,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
      ...headers,
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const bound = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      done({ address: `http://127.0.0.1:${bound}${base}`, close });
    });
  });
}

/** @param {string} directory */
async function main(directory) {
  const wanted = process.env.PORT;
  const served = wanted
    ? await serve(directory, { port: Number(wanted) })
    : await serve(directory, { port: usualPort }).catch(() => serve(directory));
  console.log(served.address);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv[2]).catch((error) => {
    console.error(`cannot serve: ${error.message}`);
    process.exit(1);
  });
}
