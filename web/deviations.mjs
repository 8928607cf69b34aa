// @ts-check
// The page "How this differs from a real cluster": every `SIM:` comment of the core, which must say what deviates
// and why. `node web/deviations.mjs` prints them as JSON.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{file: string, line: number, text: string, about: string}} Deviation
 * @param {string} root of the repository
 * @returns {Deviation[]}
 */
export function deviations(root) {
  const core = join(root, 'core');
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(hpp|cpp)$/.test(name))
    .sort()
    .map((name) => join(core, name));
  return files.flatMap((file) => ofFile(relative(root, file), readFileSync(file, 'utf8').split('\n')));
}

/**
 * A deviation is the comment that begins with `SIM:` and the comment lines that follow it.
 * @param {string} file
 * @param {string[]} lines
 */
function ofFile(file, lines) {
  const found = [];
  for (const [index, line] of lines.entries()) {
    const start = line.match(/\/\/+\s*SIM:\s*(.*)$/);
    if (!start) continue;
    const text = [start[1]];
    for (let next = index + 1; next < lines.length; next++) {
      const more = lines[next].match(/^\s*\/\/+\s?(.*)$/);
      if (!more || more[1].trim() === '' || /^\s*(SIM|OPTIMIZATION|REQUIRES|k8s [\d.]+):/.test(more[1])) break;
      text.push(more[1].trim());
    }
    const said = text.join(' ').replace(/\s*\bk8s [\d.]+:.*$/, '').trim();
    found.push({ file, line: index + 1, text: said.charAt(0).toUpperCase() + said.slice(1), about: aboutOf(lines) });
  }
  return found;
}

/** What the file is about, in the first sentence of its header. @param {string[]} lines */
function aboutOf(lines) {
  const end = lines.findIndex((line) => !line.startsWith('//'));
  const header = lines.slice(0, end).map((line) => line.replace(/^\/\/+\s?/, ''));
  const [first = ''] = header.join(' ').split(/\s*\b(?:SIM|k8s [\d.]+):|(?<=[.:]) /);
  return first.trim().replace(/[.:]$/, '');
}

/** @param {string} root */
export function deviationsPage(root) {
  const byFolder = new Map();
  for (const one of deviations(root)) {
    const folder = dirname(one.file).replace(/^core\/?/, '') || 'core';
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), one]);
  }
  const sections = [...byFolder].map(([folder, list]) => {
    const where = (/** @type {Deviation} */ { file, line, about }) => `${file}, line ${line}${about && `: ${about}`}`;
    const items = list.map((one) => `<li>${html(one.text)} <small>${html(where(one))}</small></li>`);
    return `<section><h2>${html(folder)}</h2><ul>${items.join('\n')}</ul></section>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="icon.svg">
<title>How this differs from a real cluster</title>
<link rel="stylesheet" href="deviations.css">
<main>
<h1>How this differs from a real cluster</h1>
<p>StatefulSet Playground follows Kubernetes 1.36 as recordings of a real control plane and kubelet show it. Where it
knowingly does something else, the source says so; this page is collected from there.</p>
<p lang="zh-CN">与真实集群的差异：本模拟器以真实控制面与 kubelet 的录制结果为准，遵循 Kubernetes 1.36；凡有意不同之处，
都在源码中注明原因，并汇集于此（英文）。</p>
${sections.join('\n')}
<p><a href="./">Back to the playground · <span lang="zh-CN">返回</span></a></p>
</main>
</html>
`;
}

/** @param {string} text */
function html(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  console.log(JSON.stringify(deviations(root), null, 2));
}
