// @ts-check
// What the terminal shows: commands, what they answered, and the page's own remarks.

/**
 * @typedef {{kind: 'command' | 'out' | 'warning' | 'error' | 'note' | 'choices', text: string, at: number, by: 'you' | 'page'}} Line
 * `text` of a note is JSON of {code, params}, so that it is told in the language that is in use
 */

const longest = 500;
/** The exit code of a line that would have waited for ever. */
const interrupted = 130;

export class Transcript {
  /** @type {readonly Line[]} */
  lines = [];
  #changed;

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {Line} line */
  #add(line) {
    this.lines = [...this.lines, line].slice(-longest);
    this.#changed();
  }

  clear() {
    this.lines = [];
    this.#changed();
  }

  /** @param {string} text @param {number} at @param {Line['by']} by */
  command(text, at, by) {
    this.#add({ kind: 'command', text, at, by });
  }

  /** @param {import('statefulset-playground').Output} output @param {number} at */
  output({ stdout, stderr, exit }, at) {
    if (stderr) this.#add({ kind: exit === 0 ? 'warning' : 'error', text: stderr, at, by: 'you' });
    if (stdout) this.#add({ kind: 'out', text: stdout, at, by: 'you' });
    if (exit === interrupted) this.note(at, 'terminal.interrupted');
  }

  /** @param {number} at @param {string} code @param {Record<string, string | number>} [params] */
  note(at, code, params) {
    this.#add({ kind: 'note', text: JSON.stringify({ code, params }), at, by: 'page' });
  }

  /** What a half-typed word could become. @param {readonly string[]} words @param {number} at */
  choices(words, at) {
    this.#add({ kind: 'choices', text: words.join('  '), at, by: 'page' });
  }
}
