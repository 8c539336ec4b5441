/** Four digits that nobody reads over a shoulder. */
import { TextInput } from '@mantine/core';
import type { Ref } from 'react';
import classes from './SignInDialog.module.css';

interface PinFieldProps {
  label: string;
  value: string;
  onChange: (digits: string) => void;
  /** The fourth digit is in. */
  onComplete?: (pin: string) => void;
  invalid?: boolean;
  disabled?: boolean;
  describedBy?: string;
  ref?: Ref<HTMLInputElement>;
}

/** One field, so that a screen reader reads one; letters and a fifth digit don't get in. */
export function PinField(props: PinFieldProps) {
  const { label, value, onChange, onComplete, invalid = false, disabled = false, describedBy, ref } = props;
  return (
    <TextInput
      ref={ref}
      className={classes.pin}
      label={label}
      type="password"
      inputMode="numeric"
      autoComplete="off"
      maxLength={4}
      placeholder="••••"
      value={value}
      // Disabled would throw the focus away while the answer is on its way.
      readOnly={disabled}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      onChange={(event) => {
        const digits = event.currentTarget.value.replace(/\D/g, '').slice(0, 4);
        onChange(digits);
        if (digits.length === 4) onComplete?.(digits);
      }}
    />
  );
}
