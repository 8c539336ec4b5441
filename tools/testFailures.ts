/** What a step of `npm test` said of its failures, out of all that it said. */
import { stripVTControlCharacters } from 'node:util';

/** Vitest and Playwright tell their failures, with differences and places, once more when all has run. */
const beginnings = [/^⎯+ (?:Failed Suites|Failed Tests|Unhandled Errors) /m, /^ {2}1\) /m];
/** Of a program that fails otherwise, its last words. */
const lastWords = 40;
const longest = 100;

/**
 * @param output all that the step said, colours and all.
 * @returns without colours, from the first failure that it tells; 40 lines of its end where none can be made out, and
 * never more than 100.
 */
export function failuresIn(output: string): string {
  const said = stripVTControlCharacters(output).trimEnd();
  const begins = beginnings.map((beginning) => said.search(beginning)).filter((at) => at >= 0);
  const lines = begins.length > 0 ? said.slice(Math.min(...begins)).split('\n') : said.split('\n').slice(-lastWords);
  const left = lines.length - longest;
  return left > 0 ? [...lines.slice(0, longest), `… and ${left} lines more, above.`].join('\n') : lines.join('\n');
}
