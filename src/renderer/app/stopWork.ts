/** One stop in hand: its facts, which of its pictures is looked at, and deciding about it. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Subject } from '#features/deciding/verdicts.ts';
import type { BatchDecision } from '#shared/deciding.ts';
import type { PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import type { StopDetail, StopRow } from '#shared/views.ts';
import { isVeiled } from '#ui/veiledPictures.ts';
import { afterDeciding } from './afterDeciding.ts';
import { useDecisions, useTakenBack } from './decisions.ts';
import { queries } from './queries.ts';
import { type ShotWalk, useShots } from './shots.ts';

export interface StopWork {
  detail: StopDetail | undefined;
  /** The newest row that is known; undefined until the stop is here. */
  row: StopRow | undefined;
  problem: Error | null;
  retry: () => void;
  walk: ShotWalk;
  /** What a verdict would be about; null until the stop is here. */
  subject: Subject | null;
  /** The picture on the stage must not be seen before somebody asks for it. */
  veiled: boolean;
  liftVeil: () => void;
  /** Somebody asked for it. */
  lifted: boolean;
  /** Writes decisions about this stop, or about several; gives the stops that one need not stay at. */
  decide: (decisions: readonly BatchDecision[]) => StopId[];
}

/** Hook: a stop to look at and to decide about. @param listRow what a list knows of it already: enough to draw at once. */
export function useStopWork(date: ServiceDate, stopId: StopId | null, listRow: StopRow | undefined): StopWork {
  const { data, error, refetch } = useQuery({ ...queries.stop(date, stopId ?? ''), enabled: stopId !== null });
  const [refused, setRefused] = useState<ReadonlySet<PhotoId>>(new Set());
  const [asked, setAsked] = useState<PhotoId | null>(null);
  const { decideAll } = useDecisions();
  useTakenBack(() => setRefused(new Set()));

  const row = data?.row ?? listRow;
  const walk = useShots(stopId, data, listRow, refused);
  const { shot } = walk;
  const latest = data?.decisions.findLast(({ undone }) => !undone);
  const subject: Subject | null = row
    ? {
        row,
        // Nobody can say any more what an erased one shows.
        picture:
          shot && !shot.facts?.erased
            ? { id: shot.id, candidate: shot.candidate !== null, decision: shot.tied?.decision ?? null }
            : null,
        ...(data && { seen: latest?.entryId ?? null }),
      }
    : null;

  function decide(decisions: readonly BatchDecision[]): StopId[] {
    const told = decisions.flatMap((decision) =>
      'stopId' in decision ? [{ decision, stopId: decision.stopId, after: afterDeciding(decision, data) }] : [],
    );
    void decideAll(
      decisions,
      told.filter(({ after }) => after === 'settled').map(({ stopId: id }) => id),
    );
    for (const { decision, after } of told) {
      if (after !== 'more' || decision.kind !== 'reject') continue;
      if (shot?.candidate) setRefused((before) => new Set(before).add(decision.photoId));
      else walk.step(1);
    }
    return told.filter(({ after }) => after !== 'more').map(({ stopId: id }) => id);
  }

  // Until the facts are here, the row's flags speak for the picture.
  const flags = shot?.tied?.flags ?? (data ? [] : (row?.flags ?? []));
  const mustAsk = shot !== null && isVeiled(flags);
  const lifted = mustAsk && shot.id === asked;
  const veiled = mustAsk && !lifted;
  const liftVeil = () => setAsked(shot?.id ?? null);

  return {
    veiled,
    liftVeil,
    lifted,
    detail: data,
    row,
    problem: error,
    retry: () => void refetch(),
    walk,
    subject,
    decide,
  };
}
