// @ts-check
// The notices of third-party code that is part of what is shipped, made when it is assembled: licences are read
// from the very sources that were compiled; the compiler's own libraries are named here.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** What em++ links into every module; all of it under the MIT licence or one that asks for no notice in binaries. */
const compiled = [
  [
    'nlohmann/json 3.11',
    `Copyright (c) 2013-2023 Niels Lohmann\nparts (c) 2009 Florian Loitsch\nparts (c) 2008-2009 Bjoern Hoehrmann\n\n${mit}`,
  ],
  ['Emscripten', `Copyright (c) 2010-2025 The Emscripten Authors\n\n${mit}`],
  ['musl libc', `Copyright (c) 2005-2025 Rich Felker and contributors\n\n${mit}`],
  ['dlmalloc', 'Doug Lea; released to the public domain (CC0 1.0).'],
  [
    'libc++, libc++abi, compiler-rt',
    'Copyright (c) the LLVM project and its contributors. Apache License 2.0 with LLVM Exceptions,\n' +
      'which asks for no notice where the code is embedded by compiling.',
  ],
];

/**
 * @param {string} root of the repository
 * @param {string[]} bundled the files that esbuild bundled, for the npm packages among them
 */
export function notices(root, bundled) {
  const sections = [
    ['yaml-cpp', text(join(root, 'build/third_party/yaml-cpp'))],
    ['libyaml', text(join(root, 'build/third_party/libyaml'))],
    ...compiled,
    ...packagesOf(bundled).map((name) => [name, text(join(root, 'node_modules', name))]),
  ];
  const head = 'StatefulSet Playground is MIT licensed (LICENSE). What is shipped contains this third-party code:\n';
  return [head, ...sections.map(([name, licence]) => `${'-'.repeat(72)}\n${name}\n\n${licence.trim()}\n`)].join('\n');
}

/** @param {string} directory */
function text(directory) {
  const name = existsSync(directory) && readdirSync(directory).find((file) => /^licen[cs]e/i.test(file));
  if (!name) throw new Error(`${directory} has no licence file`);
  return readFileSync(join(directory, name), 'utf8');
}

/** @param {string[]} inputs */
function packagesOf(inputs) {
  const names = inputs.flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []);
  return [...new Set(names)].sort();
}
