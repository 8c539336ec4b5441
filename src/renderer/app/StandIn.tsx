/** What fills the window while there is no desk: starting, failed, or a page that may not ask. */
import { Button, Loader } from '@mantine/core';
import { IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import type { Status } from '#shared/views.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import classes from './Shell.module.css';

/** The core is opening its data. */
export function Starting() {
  return (
    <main className={classes.standIn}>
      <EmptyState icon={<Loader size={24} />} title="Opening the depot…" />
    </main>
  );
}

/** The core could not start, and says why. */
export function StartFailed({ failure }: { failure: Status['failure'] }) {
  return (
    <main className={classes.standIn}>
      <EmptyState
        icon={<IconPlugConnectedX size={32} stroke={1.5} />}
        title="Porchlight can’t open this depot"
        actions={
          <Button variant="default" onClick={() => location.reload()}>
            Try again
          </Button>
        }
      >
        {failure?.message ?? 'The reason isn’t known.'} Your photos and decisions are not touched.
      </EmptyState>
    </main>
  );
}

/** The core refuses this page: its link was used up, or Porchlight was started anew since. */
export function LostSession() {
  return (
    <main className={classes.standIn}>
      <EmptyState icon={<IconLock size={32} stroke={1.5} />} title="This page isn’t signed in">
        Each start of Porchlight makes a link of its own, and it can be used once. Close this tab, and open the address
        that Porchlight printed when it was started (or start it again). Nothing you decided is lost.
      </EmptyState>
    </main>
  );
}
