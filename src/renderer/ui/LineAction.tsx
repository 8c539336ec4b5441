/** What can be done about a line, at its end: a quiet button with the key that does the same. */
import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithoutRef } from 'react';
import { Key } from './Key.tsx';

type Props = ButtonProps & Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> & { letter: string };

/** @param letter its key, in capitals; whoever shows the button listens for it (`useKeys`). */
export function LineAction({ letter, ...button }: Props) {
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      aria-keyshortcuts={letter}
      rightSection={<Key>{letter}</Key>}
      {...button}
    />
  );
}
