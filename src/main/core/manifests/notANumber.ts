/**
 * Makes JSON of what Python's `json.dump` writes: bare `NaN`, `Infinity` and `-Infinity` outside strings become `null`. Works
 * on text that comes in pieces; a word or a string may be cut anywhere. Hundreds of megabytes go through it, so it jumps
 * from quote to quote and copies nothing where there is nothing to change.
 */
export function createNotANumberFilter(): { write(text: string): string; end(): string } {
  let inString = false;
  let held = '';

  return {
    write(piece) {
      let text = held + piece;
      held = '';
      let output = '';
      let copied = 0;
      let index = 0;
      let word = findWord(text, 0);
      while (index < text.length) {
        const quote = inString ? endOfString(text, index) : text.indexOf('"', index);
        if (inString) {
          index = quote < 0 ? text.length : quote + 1;
          inString = quote < 0;
          continue;
        }
        if (word !== null && word.start < index) word = findWord(text, index);
        while (word !== null && (quote < 0 || word.start < quote)) {
          output += `${text.slice(copied, word.start)}null`;
          copied = word.end;
          word = findWord(text, word.end);
        }
        index = quote < 0 ? text.length : quote + 1;
        inString = quote >= 0;
      }
      // A word, or an escape, that may go on in the next piece waits for it.
      held = inString
        ? cutEscape(text)
        : (cutWord.exec(text.slice(Math.max(copied, text.length - MOST_HELD)))?.[0] ?? '');
      text = text.slice(copied, text.length - held.length);
      return output === '' ? text : output + text;
    },
    end() {
      const rest = held;
      held = '';
      return rest;
    },
  };
}

/** The longest word, `-Infinity`, without its last letter. */
const MOST_HELD = 8;
const cutWord = /(?:N|Na|-|-?I|-?In|-?Inf|-?Infi|-?Infin|-?Infini|-?Infinit)$/;

/** The next bare word at or after `from`; JSON has no other capital N or I outside strings. */
function findWord(text: string, from: number): { start: number; end: number } | null {
  words.lastIndex = from;
  const match = words.exec(text);
  return match ? { start: match.index, end: words.lastIndex } : null;
}
const words = /NaN|-?Infinity/g;

/** The backslash at the end of a text inside a string, unless another one escapes it. */
function cutEscape(text: string): string {
  return backslashesBefore(text, text.length, 0) % 2 === 1 ? '\\' : '';
}

function backslashesBefore(text: string, end: number, start: number): number {
  let count = 0;
  while (end - count > start && text[end - count - 1] === '\\') count += 1;
  return count;
}

/** Index of the quote that ends the string, or -1 when it goes on beyond the text. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    if (backslashesBefore(text, quote, start) % 2 === 0) return quote;
  }
  return -1;
}
