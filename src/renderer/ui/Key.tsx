/** A key of the keyboard, shown where it acts. */
import classes from './Key.module.css';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** What the command key is called on this machine. */
export const commandKey = isMac ? '⌘' : 'Ctrl';

/** A small key cap. Screen readers skip it: the key is in `aria-keyshortcuts` of what it acts on. */
export function Key({ children }: { children: string }) {
  return (
    <span className={classes.key} aria-hidden="true">
      {children}
    </span>
  );
}
