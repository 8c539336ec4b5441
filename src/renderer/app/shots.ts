/** The pictures to look at for one stop: its photos, then the candidates. */
import { useState } from 'react';
import type { StopId } from '#shared/ids.ts';
import type { Candidate, PhotoFactsView, StopDetail, StopPhoto, StopRow } from '#shared/views.ts';

export interface Shot {
  id: string;
  /** Null until the stop's details are here: the row knows only the ids. */
  facts: PhotoFactsView | null;
  /** The photo at its stop. */
  tied: StopPhoto | null;
  /** Not tied to any stop, but it may belong here. */
  candidate: Candidate | null;
}

/** From the details when they are here, until then from the list's row, so that the picture doesn't wait for the facts. */
export function shotsOf(detail: StopDetail | undefined, row: StopRow | undefined): Shot[] {
  if (!detail) return knownToBeThere(row).map((id) => ({ id, facts: null, tied: null, candidate: null }));
  return [
    ...detail.photos.map((photo) => ({ id: photo.id, facts: photo, tied: photo, candidate: null })),
    ...detail.candidates.map((candidate) => ({
      id: candidate.photoId,
      facts: candidate.photo,
      tied: null,
      candidate,
    })),
  ];
}

/** Those that can be asked for: what was erased of the others waits for the facts, which say so. */
const knownToBeThere = (row: StopRow | undefined) =>
  (row?.photoIds ?? []).filter((id) => !row?.erasedSmall?.includes(id) && !row?.erasedLarge?.includes(id));

/** The shot beside `id`, `by` +1 or −1; stays at the ends. */
export function shotBeside(shots: readonly Shot[], id: string | null, by: number): Shot | null {
  const index = shots.findIndex((shot) => shot.id === id);
  return shots[Math.min(shots.length - 1, Math.max(0, index + by))] ?? null;
}

export interface ShotWalk {
  shots: readonly Shot[];
  /** The one on the stage; null where there is none. */
  shot: Shot | null;
  pick: (shot: Shot) => void;
  /** To the stop's next (+1) or previous picture. */
  step: (by: 1 | -1) => void;
}

/** Hook: which of a stop's pictures is looked at; another stop begins with its first. @param gone pictures that were refused here. */
export function useShots(
  stopId: StopId | null,
  detail: StopDetail | undefined,
  row: StopRow | undefined,
  gone: ReadonlySet<string> = nothingGone,
): ShotWalk {
  const [picked, setPicked] = useState<{ stopId: StopId | null; photoId: string } | null>(null);
  const shots = shotsOf(detail, row).filter(({ id }) => !gone.has(id));
  const shot = shots.find(({ id }) => picked?.stopId === stopId && id === picked.photoId) ?? shots[0] ?? null;
  const pick = ({ id }: Shot) => setPicked({ stopId, photoId: id });
  return {
    shots,
    shot,
    pick,
    step(by) {
      const next = shotBeside(shots, shot?.id ?? null, by);
      if (next) pick(next);
    },
  };
}

const nothingGone: ReadonlySet<string> = new Set();
