/**
 * The words of a confirmation in one language: a JSON file that a translator can write without knowing a program
 * (docs/confirmation-words.md). What is wrong with one is told in sentences; nothing of a wrong file is used.
 */
import { z } from 'zod';
import { type Handover, handovers } from '#shared/words.ts';

/** More parcels than that at one stop have not been seen; their plural forms must be there. */
const mostParcels = 200;
const longestPhrase = 500;
/** A file of words has some 2 kB. */
export const mostBytes = 200_000;

const phrase = z.string().trim().min(1, 'is empty').max(longestPhrase, `is longer than ${longestPhrase} characters`);
/** By the plural categories of the language (Unicode CLDR): English has `one` and `other`. */
const counted = z.partialRecord(z.enum(['zero', 'one', 'two', 'few', 'many', 'other']), phrase);

const wordsSchema = z.strictObject({
  porchlightWords: z.literal(1),
  /** The language in its own words. */
  name: phrase,
  direction: z.enum(['ltr', 'rtl']),
  subject: counted,
  heading: counted,
  when: phrase,
  labels: z.strictObject({ delivered: phrase, left: phrase, address: phrase, parcels: phrase }),
  parcels: counted,
  handovers: z.strictObject(
    Object.fromEntries(handovers.map((each) => [each, phrase])) as Record<Handover, typeof phrase>,
  ),
  picture: phrase,
  partsHidden: phrase,
  contact: phrase,
  optOut: z.strictObject({ question: phrase, link: phrase }),
  why: phrase,
});
export type Words = z.infer<typeof wordsSchema>;
type Counted = z.infer<typeof counted>;

/** Which places each phrase has to have (`must`), and which it may leave out. Phrases that are not here have none. */
const places: Record<string, { must: readonly string[]; may?: readonly string[] }> = {
  subject: { must: ['depot'], may: ['count'] },
  heading: { must: [], may: ['count'] },
  parcels: { must: ['endings'], may: ['count'] },
  when: { must: ['date', 'time'] },
  why: { must: ['depot'] },
};

export type ReadWords = { ok: true; words: Words } | { ok: false; problems: string[] };

/** Reads the text of `<language>.json`; `language` is BCP 47. */
export function readWords(text: string, language: string): ReadWords {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { ok: false, problems: [`It is no JSON: ${(error as Error).message}.`] };
  }
  const parsed = wordsSchema.safeParse(json);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(issueSentence) };
  const problems = [...pluralProblems(parsed.data, language), ...placeProblems(parsed.data)];
  return problems.length === 0 ? { ok: true, words: parsed.data } : { ok: false, problems };
}

function issueSentence({ code, path, message, ...more }: z.core.$ZodIssue): string {
  const where = path.length === 0 ? 'The file' : `“${path.join('.')}”`;
  if (code === 'unrecognized_keys') {
    const keys = (more as { keys: string[] }).keys.map((key) => `“${[...path, key].join('.')}”`);
    return `There ${keys.length === 1 ? 'is' : 'are'} no ${keys.join(', ')} in a file of words.`;
  }
  if (code === 'invalid_type') {
    const isLacking = (more as { input?: unknown }).input === undefined;
    return isLacking ? `${where} is missing.` : `${where} is not what it should be: ${message}.`;
  }
  return message.startsWith('is ') ? `${where} ${message}.` : `${where} is not what it should be: ${message}.`;
}

/** `subject`, `heading` and `parcels` need each form that the language has for 1 to 200. */
function pluralProblems(words: Words, language: string): string[] {
  const rules = new Intl.PluralRules(language);
  const needed = new Set(Array.from({ length: mostParcels }, (_, i) => rules.select(i + 1)).concat('other'));
  const problems: string[] = [];
  for (const key of ['subject', 'heading', 'parcels'] as const) {
    for (const form of needed) {
      if (words[key][form] === undefined) problems.push(`“${key}.${form}” is missing: the language has this form.`);
    }
    if (words[key].other !== undefined && !placesIn(words[key].other).includes('count')) {
      problems.push(`“${key}.other” has no {count}.`);
    }
  }
  return problems;
}

function placeProblems(words: Words): string[] {
  return phrasesOf(words).flatMap(([path, text]) => {
    const { must = [], may = [] } = places[path.split('.')[0] ?? ''] ?? {};
    const found = placesIn(text);
    const lacking = must.filter((place) => !found.includes(place));
    const unknown = found.filter((place) => !must.includes(place) && !may.includes(place));
    const stray = text.replace(/\{\w+\}/g, '').match(/[{}]/) ? [`“${path}” has a bracket that is not closed.`] : [];
    return [
      ...lacking.map((place) => `“${path}” has no {${place}}.`),
      ...unknown.map((place) => `“${path}” has {${place}}, which nothing stands for.`),
      ...stray,
    ];
  });
}

function phrasesOf(value: object, path: readonly string[] = []): [path: string, text: string][] {
  return Object.entries(value).flatMap(([key, each]): [string, string][] => {
    if (typeof each === 'string') return [[[...path, key].join('.'), each]];
    return typeof each === 'object' ? phrasesOf(each, [...path, key]) : [];
  });
}

const placesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');

/** The phrase with its places filled. What is filled in may hold brackets and `$` itself. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');
}

/** The form for so many. */
export function formFor(forms: Counted, count: number, language: string): string {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other ?? '';
}
