// @ts-check
// Assembles what is shipped: build/package (the npm package: wasm/js beside the built glue and wasm) and
// build/site (the page). Run after CMake built build/wasm/sts.mjs; both directories are made anew.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { deviationsPage } from './deviations.mjs';
import { notices } from './notices.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const at = (/** @type {string[]} */ ...parts) => join(root, ...parts);
const site = at('build/site');
const npmPackage = at('build/package');
const wasm = ['sts.wasm', 'sts.rest.wasm'];

/** Files that the site takes as they are, by ending; JavaScript and stylesheets are bundled and minified. */
const copied = ['.html', '.json', '.svg', '.png', '.ico', '.txt', '.webmanifest'];

async function assemblePackage() {
  fresh(npmPackage);
  cpSync(at('wasm/js'), npmPackage, { recursive: true });
  cpSync(at('wasm/package.json'), join(npmPackage, 'package.json'));
  cpSync(at('LICENSE'), join(npmPackage, 'LICENSE'));
  for (const half of wasm) cpSync(at('build/wasm', half), join(npmPackage, half));
  const glue = await transform(readFileSync(at('build/wasm/sts.mjs'), 'utf8'), { minify: true, format: 'esm' });
  writeFileSync(join(npmPackage, 'sts.mjs'), glue.code);
  writeFileSync(join(npmPackage, 'NOTICES.txt'), notices(root, []));
}

async function assembleSite() {
  fresh(site);
  const common = /** @type {const} */ ({
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: site,
    metafile: true,
    logLevel: 'warning',
    alias: { 'statefulset-playground': join(npmPackage, 'index.js') },
    loader: { '.css': 'text', '.yaml': 'text', '.txt': 'text' },
    // The Embind glue asks for these only under node.
    external: ['node:*', 'module', 'fs', 'path', 'url'],
  });
  const pages = await build({
    ...common,
    entryPoints: entryPoints(),
    outbase: at('web'),
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  });
  // The worker stands alone, at the top, where index.js looks for it beside itself.
  const worker = await build({ ...common, entryPoints: [join(npmPackage, 'worker.js')] });
  for (const half of wasm) cpSync(at('build/wasm', half), join(site, half));

  for (const file of filesBelow(at('web'))) {
    if (copied.some((ending) => file.endsWith(ending))) put(file, join(site, relative(at('web'), file)));
    // The elements' sheets are in their scripts.
    if (file.endsWith('.css') && dirname(file) === at('web')) await putStyles(file);
  }
  if (existsSync(at('examples'))) cpSync(at('examples'), join(site, 'examples'), { recursive: true });
  writeFileSync(join(site, 'deviations.html'), deviationsPage(root));
  const inputs = [...Object.keys(pages.metafile.inputs), ...Object.keys(worker.metafile.inputs)];
  writeFileSync(join(site, 'NOTICES.txt'), notices(root, inputs));
}

/** main.js and one bundle for each page or element of web/embed/ that a host can load by itself. */
function entryPoints() {
  const embeds = existsSync(at('web/embed'))
    ? readdirSync(at('web/embed')).filter((name) => name.endsWith('.js')).map((name) => at('web/embed', name))
    : [];
  return [at('web/main.js'), ...embeds];
}

/** @param {string} file */
async function putStyles(file) {
  const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true });
  const target = join(site, relative(at('web'), file));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, code);
}

/**
 * @param {string} from
 * @param {string} to
 */
function put(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

/** @param {string} directory */
function fresh(directory) {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
}

/**
 * @param {string} directory
 * @returns {string[]}
 */
function filesBelow(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'notices' || entry.name === 'plugins' ? [] : filesBelow(path);
    return entry.name === 'tsconfig.json' ? [] : [path.split(sep).join('/')];
  });
}

await assemblePackage();
await assembleSite();
