// @ts-check
// The editor's colours: the painted words are the text, letter by letter.
import assert from 'node:assert/strict';
import { test } from '../harness.mjs';
import { blockLines, wordsOf } from '../../web/yaml-colours.js';

test('keys, values and comments of YAML are told apart, and no letter is lost', () => {
  const painted = (/** @type {string} */ line) => wordsOf(line).map(({ text, tone }) => `${tone} ${text.trim()}`);
  assert.deepEqual(painted('  - name: web'), ['mark -', 'key name', 'mark :', 'value web']);
  assert.deepEqual(painted('clusterIP: None  # headless'), ['key clusterIP', 'mark :', 'value None', 'note # headless']);
  assert.deepEqual(painted('- "a # b"'), ['value - "a # b"']);
  assert.deepEqual(painted('url: http://host/#top'), ['key url', 'mark :', 'value http://host/#top']);
  for (const line of ['', '  ', '- - -a: b', '{a: 1}', "'q': \"#\" # x", '---', '::', '# # #', 'a:\tb', '"', '- \\: x']) {
    assert.equal(
      wordsOf(line)
        .map(({ text }) => text)
        .join(''),
      line,
    );
  }
});

test('what stands in a block scalar is text', () => {
  assert.deepEqual([...blockLines(['run: |', '  a: b', '', '  # no comment', 'next: 1', '- >-', '  x: y'])], [1, 2, 3, 6]);
});
