// @ts-check
// Every sentence exists in every language, with the same parameters.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from '../harness.mjs';
import en from '../../web/messages/en.js';
import zh from '../../web/messages/zh-CN.js';

test('every message is there in both languages with the same parameters', () => {
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  const parameters = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const [key, text] of Object.entries(en)) {
    assert.deepEqual(parameters(zh[key]), parameters(text), key);
  }
});

test('every reason of the core has a sentence', () => {
  const header = readFileSync(new URL('../../core/why/reason.hpp', import.meta.url), 'utf8');
  const list = header.slice(header.indexOf('enum class Reason'), header.indexOf('};'));
  const codes = [...list.matchAll(/^  ([A-Z]\w+),$/gm)].map(([, code]) => code);
  assert.ok(codes.length > 100);
  assert.deepEqual(
    codes.filter((code) => !(`why.${code}` in en)),
    [],
  );
});
