/** Until when an answer is due: a date, or so many days from today. */
import { TextInput, UnstyledButton } from '@mantine/core';
import type { ServiceDate } from '#shared/ids.ts';
import { dayAfter } from './dueWords.ts';
import classes from './OpenClaimDialog.module.css';

interface DueFieldProps {
  label: string;
  today: ServiceDate;
  /** Empty: no date. */
  value: string;
  autoFocus?: boolean;
  onChange: (date: string) => void;
}

const offered = [2, 7, 14] as const;

export function DueField({ label, today, value, autoFocus = false, onChange }: DueFieldProps) {
  return (
    <div>
      <TextInput
        type="date"
        label={label}
        value={value}
        {...(autoFocus && { 'data-autofocus': true })}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={classes.days}>
        {offered.map((days) => {
          const date = dayAfter(today, days);
          return (
            <UnstyledButton
              key={days}
              className={classes.day}
              aria-pressed={value === date}
              onClick={() => onChange(date)}
            >
              +{days}
              <span className="unseen"> days</span>
            </UnstyledButton>
          );
        })}
        <UnstyledButton className={classes.day} aria-pressed={value === ''} onClick={() => onChange('')}>
          no date
        </UnstyledButton>
      </div>
    </div>
  );
}
