/**
 * Which languages a depot can write to its customers in: the files that ship, and those that the depot laid into its data folder,
 * which beat them. Read when they are needed: a translator sees the next preview with what was just saved.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mostBytes, readWords, type Words } from './wordsFile.ts';

export interface LanguageWords {
  /** BCP 47, what the words are written in; not always what was asked for. */
  language: string;
  words: Words;
  /** What is wrong, in sentences; the words are then those of a file that shipped. */
  problems: string[];
}

export interface ListedLanguage {
  code: string;
  name: string;
  from: 'porchlight' | 'depot';
  problems: string[];
}

export interface Languages {
  /** By code. A file that can't be used is there with what is wrong with it. */
  list(): Promise<ListedLanguage[]>;
  /** The words of a language; in its place, when they can't be used, those that ship, else English. */
  of(code: string): Promise<LanguageWords>;
}

const fallback = 'en';
const shippedIn = join('resources', 'confirmation-words');

/** The folder of the files that ship: beside `out/` and the sources alike, in the installed app inside its archive. */
export function shippedWords(): string {
  return shippedResource(shippedIn);
}

/** A file or folder of the project by its path, looked for upwards from here. */
export function shippedResource(path: string): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const found = join(folder, path);
    if (existsSync(found)) return found;
    if (dirname(folder) === folder) throw new Error(`${path} does not ship with this build`);
  }
}

type FileRead = { ok: true; words: Words } | { ok: false; problems: string[] };

/** @param folders absolute; the depot's need not be there */
export function createLanguages(folders: { shipped: string; depot: string }): Languages {
  async function read(from: keyof typeof folders, code: string): Promise<FileRead | null> {
    const file = join(folders[from], `${code}.json`);
    try {
      const { size } = await stat(file);
      if (size > mostBytes) return { ok: false, problems: [`It has ${size} bytes; a file of words has some 2,000.`] };
      return readWords(await readFile(file, 'utf8'), code);
    } catch (error) {
      const { code: reason } = error as NodeJS.ErrnoException;
      return reason === 'ENOENT' || reason === 'ENOTDIR'
        ? null
        : { ok: false, problems: [`It can’t be read (${reason}).`] };
    }
  }

  async function filesOf(from: keyof typeof folders): Promise<string[]> {
    const names = await readdir(folders[from]).catch(() => []);
    return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  }

  async function listOf(from: keyof typeof folders): Promise<ListedLanguage[]> {
    const as = from === 'shipped' ? 'porchlight' : 'depot';
    return Promise.all(
      (await filesOf(from)).map(async (code): Promise<ListedLanguage> => {
        if (!isLanguage(code)) {
          const problem = `“${code}.json” is not called by a language, such as de.json or pt-BR.json.`;
          return { code, name: code, from: as, problems: [problem] };
        }
        const file = await read(from, code);
        if (file?.ok) return { code, name: file.words.name, from: as, problems: [] };
        return { code, name: nameOf(code), from: as, problems: told(code, file?.problems ?? []) };
      }),
    );
  }

  return {
    async list() {
      const [shipped, depot] = await Promise.all([listOf('shipped'), listOf('depot')]);
      const byCode = new Map([...shipped, ...depot].map((each) => [each.code, each]));
      return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
    },

    async of(code) {
      const asked = isLanguage(code) ? code : fallback;
      const own = await read('depot', asked);
      if (own?.ok) return { language: asked, words: own.words, problems: [] };
      const problems = own ? told(asked, own.problems) : [];
      for (const language of new Set([asked, fallback])) {
        const shipped = await read('shipped', language);
        if (!shipped?.ok) continue;
        if (language !== code && !own) problems.push(`There is no file of words for “${code}”.`);
        const instead = language === asked ? 'the words that ship with Porchlight' : 'English';
        if (problems.length > 0) problems.push(`Until that is put right, customers get ${instead}.`);
        return { language, words: shipped.words, problems };
      }
      throw new Error('The words that ship with Porchlight are not there');
    },
  };
}

const told = (code: string, problems: readonly string[]): string[] =>
  problems.map((problem) => `${code}.json can’t be used. ${problem}`);

/** Also keeps a name from leading out of its folder. */
function isLanguage(code: string): boolean {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(code)) return false;
  try {
    return Intl.getCanonicalLocales(code)[0] === code;
  } catch {
    return false;
  }
}

/** In its own words, as far as this machine knows: “Deutsch”. */
function nameOf(code: string): string {
  return new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
}
