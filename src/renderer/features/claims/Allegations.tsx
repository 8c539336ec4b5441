/** What they say, by digit. */
import { Radio } from '@mantine/core';
import { type ClaimAllegation, claimAllegations } from '#shared/words.ts';
import { Key } from '#ui/Key.tsx';
import { allegationWords } from '#ui/words.ts';
import classes from './OpenClaimDialog.module.css';

interface AllegationsProps {
  value: ClaimAllegation;
  /** It has the focus when the dialog opens. */
  begins?: boolean;
  onChange: (allegation: ClaimAllegation) => void;
}

export function Allegations({ value, begins = false, onChange }: AllegationsProps) {
  return (
    <Radio.Group label="What do they say?" value={value} onChange={(next) => onChange(next as ClaimAllegation)}>
      <div className={classes.allegations}>
        {claimAllegations.map((allegation, index) => (
          <Radio
            key={allegation}
            size="sm"
            value={allegation}
            {...(begins && allegation === value && { 'data-autofocus': true })}
            aria-keyshortcuts={String(index + 1)}
            label={
              <span className={classes.allegation}>
                {allegationWords[allegation]} <Key>{String(index + 1)}</Key>
              </span>
            }
          />
        ))}
      </div>
    </Radio.Group>
  );
}
