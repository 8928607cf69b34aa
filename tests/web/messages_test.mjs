// @ts-check
// Every sentence exists in every language, with the same parameters.
import assert from 'node:assert/strict';
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
