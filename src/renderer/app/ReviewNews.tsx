/** What happened to the shown stop or to an earlier decision meanwhile; said over the picture, which stays where it is. */
import { Button } from '@mantine/core';
import { formatTime } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { Notice } from '#ui/Notice.tsx';
import { notDecided } from './decisions.ts';
import classes from './ReviewDesk.module.css';
import type { ReviewWalk } from './reviewWalk.ts';
import type { StopWork } from './stopWork.ts';

export function ReviewNews({ walk, work, timeZone }: { walk: ReviewWalk; work: StopWork; timeZone: string }) {
  const failed = notDecided.use();
  const [first] = failed?.stopIds ?? [];
  return (
    <div className={classes.news}>
      {failed && first !== undefined && (
        <Notice
          level="error"
          actions={
            <>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => {
                  walk.choose(first);
                  notDecided.set(null);
                }}
              >
                Go back to it
              </Button>
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => notDecided.set(null)}>
                Close
              </Button>
            </>
          }
        >
          A decision was not written down, and its stop waits again. {failed.sentence}
        </Notice>
      )}
      {walk.decidedElsewhere && (
        <Notice level="info">
          {elsewhereSentence(work, timeZone)} <Key>J</Key> goes on.
        </Notice>
      )}
    </div>
  );
}

/** Another window, another person, or a photo that came. */
function elsewhereSentence({ detail }: StopWork, timeZone: string): string {
  const latest = detail?.decisions.findLast(({ undone, kind }) => !undone && kind !== 'note');
  if (!latest) return 'This stop waits no longer: what it lacked has come in meanwhile.';
  const who = latest.person ?? 'Somebody';
  return `${who} decided this stop at ${formatTime(latest.at, timeZone)}, in another window: ${latest.sentence}.`;
}
