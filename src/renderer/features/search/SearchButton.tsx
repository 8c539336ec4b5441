/** The way into the search, in the top bar. */
import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { searchBox } from '#app/searchBox.ts';
import { commandKey, Key } from '#ui/Key.tsx';
import classes from './Search.module.css';

export function SearchButton() {
  return (
    <UnstyledButton
      className={classes.button}
      aria-keyshortcuts="/ Control+K Meta+K"
      title="Search stops, customers, tracking ids and drivers; and everything that can be done"
      onClick={() => searchBox.set(true)}
    >
      <IconSearch size={15} stroke={1.8} aria-hidden="true" />
      <span className={classes.buttonWord}>Search</span>
      <Key>{commandKey === '⌘' ? '⌘K' : 'Ctrl K'}</Key>
    </UnstyledButton>
  );
}
