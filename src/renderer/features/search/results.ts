/** The rows of the search box in their order: commands that are meant, stops, commands that may be meant. Pure. */
import type { SearchHit } from '#shared/views.ts';
import type { Command } from './command.ts';
import { likeness } from './commandMatch.ts';

export type Result =
  | { key: string; group: string; command: Command; hit?: never }
  | { key: string; group: string; hit: SearchHit; command?: never };

/** Above the stops there is room for a few: the stops are what the box is for. */
const mostAbove = 4;

/** What stands before a text that is a command and nothing else. */
export const commandSign = '>';

/** What a new claim would be about: the text as it stands, or what follows `> new claim`; null: nothing that could be meant so. */
export function claimedIn(typed: string): string | null {
  const bare = typed.trim();
  const text = bare.startsWith(commandSign) ? (/^>\s*(?:new\s+)?claim\s+(.+)$/isu.exec(bare)?.[1] ?? '') : bare;
  return text.length < 3 ? null : text;
}

/**
 * Without a text all commands; after `>` those that fit. Else commands whose words are all begun, then the stops, then commands
 * that fit but for a slip of the finger.
 */
export function resultsFor(
  typed: string,
  commands: readonly Command[],
  hits: readonly SearchHit[],
  /** A claim about what is typed; null: it can't be about that. */
  claim: Command | null = null,
): readonly Result[] {
  const bare = typed.trim();
  if (bare === '' || bare === commandSign) return commands.map(asResult);
  const wanted = bare.startsWith(commandSign) ? bare.slice(1) : bare;
  const exact = commands
    .filter((command) => likeness(wanted, command) === 'exact')
    // What is called so comes before what may also be meant.
    .toSorted((one, other) => Number(isCalled(wanted, other)) - Number(isCalled(wanted, one)));
  const near = commands.filter((command) => likeness(wanted, command) === 'near');
  const last = claim === null ? [] : [asResult(claim)];
  if (bare.startsWith(commandSign)) return [...last, ...[...exact, ...near].map(asResult)];
  const stops = hits.map((hit) => ({ key: `${hit.stopId} ${hit.trackingId}`, group: 'Stops', hit }));
  const above = bare.length < 2 ? [] : exact.slice(0, mostAbove);
  return [
    ...above.map((command) => ({ ...asResult(command), group: 'Do' })),
    ...stops,
    ...near.slice(0, mostAbove).map((command) => ({ ...asResult(command), group: 'Did you mean' })),
    ...last,
  ];
}

const isCalled = (wanted: string, { name }: Command) => likeness(wanted, { name }) === 'exact';

const asResult = (command: Command): Result => ({ key: `command ${command.id}`, group: command.group, command });
