/** Several photos chosen at once: what accepting them would do, photo by photo, before it is done. */
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Candidate, UnmatchedPhoto } from '#shared/views.ts';
import { formatAmount, formatTime } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { VirtualList } from '#ui/VirtualList.tsx';
import classes from './SelectionPane.module.css';
import { firstStops, mostAtOnce } from './strayMarks.ts';
import { timeOf } from './strayRows.ts';
import { strayThumb } from './strayThumb.ts';
import type { StrayWalk } from './strayWalk.ts';

export function SelectionPane({ walk, timeZone }: { walk: StrayWalk; timeZone: string }) {
  const { chosen, marked, loading } = walk;
  const { fitting, without } = firstStops(chosen);
  const tooMany = marked.size > mostAtOnce;
  const barred = tooMany || loading > 0 || fitting.length === 0;
  const tie = () => {
    if (!barred) walk.tieToFirst();
  };
  useKeys({ a: tie, '1': tie, Escape: walk.chooseNone });

  const [key, setKey] = useState<string | null>(null);
  const renderRow = useMemo(
    () => (photo: UnmatchedPhoto) => <Line photo={photo} candidate={photo.candidates[0]} timeZone={timeZone} />,
    [timeZone],
  );
  return (
    <section className={classes.pane} aria-label="Chosen photos">
      <div className={classes.head} role="status">
        <p className={classes.title}>{formatAmount(marked.size, 'photo')} chosen</p>
        <p>{tellPlan(fitting, without, loading, tooMany)}</p>
      </div>
      <p className={classes.actions}>
        <Button aria-keyshortcuts="A" disabled={barred} rightSection={<Key>A</Key>} onClick={tie}>
          Accept each at its first stop
        </Button>
        <Button
          variant="subtle"
          color="gray"
          aria-keyshortcuts="Escape"
          rightSection={<Key>Esc</Key>}
          onClick={walk.chooseNone}
        >
          Only one
        </Button>
      </p>
      <VirtualList
        label="Where each would go"
        items={chosen}
        keyOf={keyOf}
        rowHeight={52}
        selectedKey={key}
        onSelect={setKey}
        renderRow={renderRow}
        letters={false}
      />
    </section>
  );
}

const keyOf = ({ id }: UnmatchedPhoto) => id;

/** `5 photos, each to its first stop: 4 different stops. 2 fit no stop and stay.` */
function tellPlan(
  fitting: readonly { candidate: Candidate }[],
  without: number,
  loading: number,
  tooMany: boolean,
): string {
  if (tooMany) return `At most ${mostAtOnce} photos can be decided at once. Choose fewer, or one phone only.`;
  if (loading > 0) return `${formatAmount(loading, 'photo is', 'photos are')} still being fetched.`;
  if (fitting.length === 0) return 'None of them fits a stop by itself. M ties all of them to one stop.';
  const stops = new Set(fitting.map(({ candidate }) => candidate.stopId)).size;
  const plan =
    fitting.length === 1
      ? 'Accepting ties 1 photo to its first stop.'
      : `Accepting ties ${formatAmount(fitting.length, 'photo')}, each to its first stop: ${formatAmount(stops, 'stop')} in all.`;
  if (without === 0) return plan;
  return `${plan} ${formatAmount(without, 'photo fits', 'photos fit')} no stop and will stay here.`;
}

interface LineProps {
  photo: UnmatchedPhoto;
  candidate: Candidate | undefined;
  timeZone: string;
}

function Line({ photo, candidate, timeZone }: LineProps) {
  const at = timeOf(photo);
  return (
    <div className={classes.line}>
      <Thumb {...strayThumb(photo)} alt="" width={50} height={38} />
      <span className={classes.soft}>{at === null ? '–' : formatTime(at, timeZone)}</span>
      {candidate ? (
        <span className={classes.words}>
          <bdi className="one-line" title={candidate.address}>
            {candidate.address}
          </bdi>
          <span className={`one-line ${classes.soft}`}>
            Route {candidate.route}, stop {candidate.stop}
          </span>
        </span>
      ) : (
        <span className={`${classes.words} ${classes.soft}`}>no stop fits: stays here</span>
      )}
      <span className={classes.soft}>{candidate ? `${Math.round(candidate.score * 100)} %` : ''}</span>
    </div>
  );
}
