/** Summaries as tests read them. */
import type { SummarySentence } from '#shared/evidence.ts';

const marks = { for: '+', against: '−', neutral: '·' } as const;

/** One line a sentence: `+` for, `−` against, `·` neither. */
export const sentencesOf = (summary: readonly SummarySentence[]): string[] =>
  summary.map(({ bearing, text }) => `${marks[bearing]} ${text}`);
