/**
 * Makes JSON of what Python's `json.dump` writes: bare `NaN`, `Infinity` and `-Infinity` outside strings become `null`. Works
 * on text that comes in pieces; a word or a string may be cut anywhere.
 */
export function createNotANumberFilter(): { write(text: string): string; end(): string } {
  let inString = false;
  let held = '';
  return {
    write(piece) {
      const text = held + piece;
      held = '';
      let output = '';
      let index = 0;
      while (index < text.length) {
        if (inString) {
          const end = endOfString(text, index);
          if (end === 'escape-cut') {
            held = '\\';
            return output + text.slice(index, -1);
          }
          if (end === -1) return output + text.slice(index);
          output += text.slice(index, end + 1);
          index = end + 1;
          inString = false;
        } else {
          const quote = text.indexOf('"', index);
          let outside = quote < 0 ? text.slice(index) : text.slice(index, quote);
          if (quote < 0) {
            held = /[-A-Za-z]{1,9}$/.exec(outside)?.[0] ?? '';
            outside = outside.slice(0, outside.length - held.length);
          }
          output += outside.includes('N') || outside.includes('I') ? outside.replace(words, 'null') : outside;
          if (quote < 0) return output;
          output += '"';
          index = quote + 1;
          inString = true;
        }
      }
      return output;
    },
    end() {
      const rest = held;
      held = '';
      return inString ? rest : rest.replace(words, 'null');
    },
  };
}

const words = /-?\bInfinity\b|\bNaN\b/g;

/** Index of the quote that ends the string, -1 when it goes on, `escape-cut` when the text ends in a lone backslash. */
function endOfString(text: string, start: number): number | 'escape-cut' {
  for (let index = start; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) return index;
    if (code === 0x5c) {
      if (index === text.length - 1) return 'escape-cut';
      index += 1;
    }
  }
  return -1;
}
