/** Says that the next key is about more than the stop one looks at. */
import { Key } from '#ui/Key.tsx';
import classes from './SeveralChosen.module.css';

export function SeveralChosen({ count }: { count: number }) {
  return (
    <p className={classes.line} role="status">
      <b>{count} stops chosen:</b> the next decision is about all of them. <Key>Esc</Key> chooses one again.
    </p>
  );
}
