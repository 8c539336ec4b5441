/** JSON of any size, one member at a time: stream-json makes the tokens, and only what was asked for is put together. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { none } from 'stream-chain/defs.js';
import { Assembler } from 'stream-json/assembler.js';
import { jsonParser, type Token } from 'stream-json/parser.js';
import { readText, type TextFile } from './encodings.ts';
import { createNotANumberFilter } from './notANumber.ts';

/** Where a value stands: keys from the root; null for a place in an array. */
export type JsonPath = ReadonlyArray<string | null>;

/** What is put together of a JSON file. Numbers come as the text they were written in, so that long ids keep their digits. */
export type JsonValue = string | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export interface JsonWatch {
  /** Whether the value at this path is to be put together and given to `onItem`; asked for every value that isn't inside one. */
  wants(path: JsonPath): boolean;
  /** Return `stop` to leave the rest of the file unread. */
  onItem(path: JsonPath, value: JsonValue): 'stop' | undefined;
  /** Called after each piece of the file, with its length in characters; awaited. */
  onPiece?(characters: number): Promise<'stop' | undefined>;
}

/** `stopped`: the watch had seen enough. */
export type JsonEnd =
  | { end: 'complete' | 'stopped' | 'cancelled' }
  | { end: 'half-written' | 'malformed'; message: string };

/**
 * The largest member of a known file, a route's packages, takes about 100 kB; a value beyond this is not ours, and putting
 * it together would cost memory without bound.
 */
const MOST_CHARACTERS_OF_AN_ITEM = 16 * 1024 * 1024;
const MOST_DEPTH = 64;

/** Reads a JSON file through, piece by piece. Throws only what the file system or the watch throws. */
export async function readJson(file: TextFile, watch: JsonWatch, signal?: AbortSignal): Promise<JsonEnd> {
  const parse = jsonParser({ packValues: true, streamValues: false });
  const filter = createNotANumberFilter();
  const items = new ItemAssembler(watch);
  let sinceItem = 0;

  /** The tokens of a piece; a text where the parser gives up. */
  const tokensOf = (text: string | typeof none): Token[] | string => {
    try {
      const found = parse(text as string) as unknown;
      return found === none ? [] : (found as { values: Token[] }).values;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  for await (const piece of readText(file, signal)) {
    const tokens = tokensOf(filter.write(piece));
    if (typeof tokens === 'string') return { end: 'malformed', message: malformed };
    for (const token of tokens) {
      const step = items.consume(token);
      if (step === 'stop') return { end: 'stopped' };
      if (step === 'too-deep') return { end: 'malformed', message: 'The file is nested far deeper than a manifest.' };
      if (step === 'item') sinceItem = 0;
    }
    sinceItem += piece.length;
    if (items.isInsideItem && sinceItem > MOST_CHARACTERS_OF_AN_ITEM) {
      return { end: 'malformed', message: 'One part of the file is far larger than a route can be.' };
    }
    if ((await watch.onPiece?.(piece.length)) === 'stop') return { end: 'stopped' };
    await nextTurn();
  }
  if (signal?.aborted) return { end: 'cancelled' };
  const last = [tokensOf(filter.end()), tokensOf(none)];
  for (const tokens of last) {
    if (typeof tokens === 'string') return { end: 'half-written', message: halfWritten };
    for (const token of tokens) if (items.consume(token) === 'stop') return { end: 'stopped' };
  }
  return items.isComplete ? { end: 'complete' } : { end: 'half-written', message: halfWritten };
}

const malformed = 'The file starts as JSON but breaks its rules further on, so it can’t be read.';
const halfWritten = 'The file ends in the middle; the rest may still be arriving.';

/** Follows the path through the tokens, and puts together the values that are wanted. */
class ItemAssembler {
  readonly #watch: JsonWatch;
  /** Keys down to the open container; null for an array's place. */
  readonly #path: Array<string | null> = [];
  /** For each open container: true for an array. */
  readonly #arrays: boolean[] = [];
  #assembler: Assembler<JsonValue> | null = null;
  #assemblerDepth = 0;
  #values = 0;

  constructor(watch: JsonWatch) {
    this.#watch = watch;
  }

  get isInsideItem(): boolean {
    return this.#assembler !== null;
  }

  get isComplete(): boolean {
    return this.#values > 0 && this.#arrays.length === 0 && this.#assembler === null;
  }

  consume(token: Token): 'stop' | 'too-deep' | 'item' | null {
    if (this.#assembler) return this.#assemble(this.#assembler, token);
    switch (token.name) {
      case 'keyValue':
        this.#path[this.#path.length - 1] = token.value;
        return null;
      case 'endObject':
      case 'endArray':
        this.#arrays.pop();
        this.#path.pop();
        return null;
      case 'startObject':
      case 'startArray':
      case 'stringValue':
      case 'numberValue':
      case 'nullValue':
      case 'trueValue':
      case 'falseValue':
        return this.#beginValue(token);
      default:
        return null;
    }
  }

  #beginValue(token: Token): 'stop' | 'too-deep' | 'item' | null {
    this.#values += 1;
    if (this.#watch.wants(this.#path)) {
      this.#assembler = new Assembler<JsonValue>({ numberAsString: true });
      this.#assemblerDepth = 0;
      return this.#assemble(this.#assembler, token);
    }
    if (token.name === 'startObject' || token.name === 'startArray') {
      this.#path.push(null);
      this.#arrays.push(token.name === 'startArray');
      if (this.#arrays.length > MOST_DEPTH) return 'too-deep';
    }
    return null;
  }

  #assemble(assembler: Assembler<JsonValue>, token: Token): 'stop' | 'too-deep' | 'item' | null {
    if (token.name === 'startObject' || token.name === 'startArray') this.#assemblerDepth += 1;
    if (token.name === 'endObject' || token.name === 'endArray') this.#assemblerDepth -= 1;
    if (this.#assemblerDepth > MOST_DEPTH) return 'too-deep';
    assembler.consume(token);
    if (!assembler.done) return null;
    this.#assembler = null;
    return this.#watch.onItem(this.#path, assembler.current) === 'stop' ? 'stop' : 'item';
  }
}
