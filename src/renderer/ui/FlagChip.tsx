/** What is unusual about a photo, as a small labelled chip. */
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { Flag } from '#shared/words.ts';
import classes from './FlagChip.module.css';
import { flagSentences, flagWords } from './words.ts';

interface FlagChipProps {
  flag: Flag;
  /** The flag keeps the photo from being a confirmation; else it only informs. */
  blocking: boolean;
}

/** `⚠ Blurry` when it blocks, `ⓘ Off time` when it informs. */
export function FlagChip({ flag, blocking }: FlagChipProps) {
  const Icon = blocking ? IconAlertTriangle : IconInfoCircle;
  return (
    <span className={classes.chip} data-blocking={blocking} title={flagSentences[flag]}>
      <Icon size={12} stroke={2} aria-hidden="true" />
      {flagWords[flag]}
    </span>
  );
}
