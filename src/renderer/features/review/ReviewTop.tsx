/** The review's own bar: what is reviewed, how far it is, and the ways out. */
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { formatCount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import classes from './ReviewTop.module.css';

interface ReviewTopProps {
  title: string;
  driver: string;
  left: number;
  decided: number;
  withDecided: boolean;
  onShowDecided: () => void;
  /** Null: nothing says which route. */
  onMap: (() => void) | null;
  onSignOff: () => void;
  onLeave: () => void;
}

export function ReviewTop(props: ReviewTopProps) {
  const { title, driver, left, decided, withDecided, onShowDecided, onMap, onSignOff, onLeave } = props;
  const all = left + decided;
  return (
    <header className={classes.top}>
      <Button
        variant="subtle"
        color="gray"
        aria-keyshortcuts="Escape"
        leftSection={<IconArrowLeft size={15} />}
        rightSection={<Key>Esc</Key>}
        onClick={onLeave}
      >
        Back
      </Button>
      <h2 className={`one-line ${classes.title}`} title={title}>
        {title}
      </h2>
      <span className={`one-line ${classes.driver}`} title={driver}>
        {driver}
      </span>
      <span className={classes.progress}>
        <progress className={classes.meter} max={Math.max(1, all)} value={decided} aria-label="Decided" />
        <span className={classes.left} role="status">
          {left === 0 ? `all ${formatCount(all)} decided` : `${formatCount(left)} of ${formatCount(all)} left`}
        </span>
      </span>
      {onMap && (
        <Button
          variant="subtle"
          color="gray"
          aria-keyshortcuts="G"
          title="The route on a map"
          rightSection={<Key>G</Key>}
          onClick={onMap}
        >
          Map
        </Button>
      )}
      <Button
        variant={withDecided ? 'default' : 'subtle'}
        color="gray"
        aria-pressed={withDecided}
        aria-keyshortcuts="H"
        rightSection={<Key>H</Key>}
        onClick={onShowDecided}
      >
        Show decided
      </Button>
      <Button variant="default" aria-keyshortcuts="S" rightSection={<Key>S</Key>} onClick={onSignOff}>
        Sign off
      </Button>
    </header>
  );
}
