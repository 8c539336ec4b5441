/** Beside a picture: what its customer and every other copy don't get to see, and the way to change that. */
import { IconEyeOff, IconPhotoEdit } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { hidePartsOf } from '#app/hiding.ts';
import { queries } from '#app/queries.ts';
import type { Shot } from '#app/shots.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { HiddenPartsView } from '#shared/scores.ts';
import type { StopRow } from '#shared/views.ts';
import { hidingWords } from '#ui/hiddenParts.ts';
import { LineAction } from '#ui/LineAction.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { useRested } from '#ui/useRested.ts';
import classes from './HiddenLine.module.css';

interface HiddenLineProps {
  date: ServiceDate;
  row: StopRow | undefined;
  /** Null: there is no picture, or it must not be seen. */
  shot: Shot | null;
}

export function HiddenLine({ date, row, shot }: HiddenLineProps) {
  const photoId = shot?.facts && !shot.facts.erased ? shot.id : null;
  // Whoever walks through the stops asks about those where they stay.
  const isStaying = useRested(photoId, 150, null) === photoId;
  const { data: hidden } = useQuery({
    ...queries.hiddenParts(date, photoId ?? ''),
    enabled: photoId !== null && isStaying,
  });
  const { data: settings } = useQuery(queries.settings());
  const edit = () => {
    if (photoId === null || !row) return;
    hidePartsOf({ photoId, stopId: row.id, date, address: row.address, forCustomer: true });
  };
  useKeys({ b: edit });
  const sends = settings?.confirmations;
  const onlyPart = sends !== undefined && sends.from !== null && sends.picture === 'only-part';
  const told = photoId !== null && hidden ? hiddenLine(hidden, onlyPart) : null;
  const Icon = told?.kind === 'whole' ? IconPhotoEdit : IconEyeOff;
  return (
    <section className={classes.line} aria-label="What customers see of it">
      <span className={classes.words} data-kind={told?.kind} title={told?.words}>
        {told && <Icon className={classes.icon} size={14} stroke={1.8} aria-hidden="true" />}
        <span className="one-line">{told?.words}</span>
      </span>
      <LineAction
        letter="B"
        title="What customers and other copies don’t get to see: draw boxes on the picture"
        aria-disabled={photoId === null}
        {...(photoId === null && { 'data-disabled': true })}
        onClick={edit}
      >
        Boxes<span className="unseen"> for customers</span>
      </LineAction>
    </section>
  );
}

/** In a few words. `lacking`: the customer gets nothing before somebody draws. */
function hiddenLine(
  hidden: HiddenPartsView,
  onlyPart: boolean,
): { kind: 'whole' | 'hidden' | 'lacking'; words: string } {
  if (onlyPart && !hidden.outside) return { kind: 'lacking', words: 'No part is drawn for the customer yet' };
  const words = hidingWords(hidden);
  if (words === null) return { kind: 'whole', words: 'Copies show the whole picture' };
  return { kind: 'hidden', words: `In copies: ${words}${hidden.by === 'model' ? ' automatically' : ''}` };
}
