// @ts-check
// The words of a YAML text in colours, line by line: keys, comments, marks. It knows no more of YAML than a reader's
// eye does; what is right and wrong the simulator says.

/**
 * @typedef {'key' | 'note' | 'mark' | 'value' | ''} Tone
 * @typedef {{text: string, tone: Tone}} Word
 */

const keyAt = /^(\s*(?:- +)*)((?:"[^"]*"|'[^']*'|[^\s#"'[\]{},:-][^#:]*?|-[^\s#:][^#:]*?)\s*)(:)(?=\s|$)/;
const blockHeader = /(?:^|[:\s-])[|>][-+0-9]*\s*(?:#.*)?$/;

/** Which lines stand in a block scalar (`|` or `>`): they are text, whatever they look like. @param {string[]} lines */
export function blockLines(lines) {
  const inside = new Set();
  let indent = -1;
  lines.forEach((line, index) => {
    const depth = line.search(/\S/);
    if (indent >= 0 && (depth < 0 || depth > indent)) inside.add(index);
    else indent = blockHeader.test(line) ? depth : -1;
  });
  return inside;
}

/**
 * @param {string} line
 * @param {boolean} inBlock
 * @returns {Word[]}
 */
export function wordsOf(line, inBlock = false) {
  if (inBlock) return [{ text: line, tone: 'value' }];
  if (/^(---|\.\.\.)(\s|$)/.test(line)) return [{ text: line, tone: 'mark' }];
  const [, before = '', key = '', colon = ''] = line.match(keyAt) ?? [];
  const rest = line.slice(before.length + key.length + colon.length);
  const note = noteIn(colon ? rest : line);
  const value = colon ? rest.slice(0, note) : line.slice(0, note);
  const words = /** @type {Word[]} */ ([
    { text: before, tone: 'mark' },
    { text: key, tone: 'key' },
    { text: colon, tone: 'mark' },
    { text: value, tone: 'value' },
    { text: (colon ? rest : line).slice(note), tone: 'note' },
  ]);
  if (!colon) words.splice(0, 3);
  return words.filter(({ text }) => text);
}

/** Where a comment begins: at a # that follows a blank and stands in no quotes. @param {string} text */
function noteIn(text) {
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quote) {
      if (letter === '\\' && quote === '"') at++;
      else if (letter === quote) quote = '';
    } else if ((letter === '"' || letter === "'") && /^$|[\s[{,:]/.test(text[at - 1] ?? '')) quote = letter;
    else if (letter === '#' && /^$|\s/.test(text[at - 1] ?? '')) return at;
  }
  return text.length;
}
