/** The pictures to look at for one stop: its photos, then the candidates. */
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
  if (!detail) return (row?.photoIds ?? []).map((id) => ({ id, facts: null, tied: null, candidate: null }));
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

/** The shot beside `id`, `by` +1 or −1; stays at the ends. */
export function shotBeside(shots: readonly Shot[], id: string | null, by: number): Shot | null {
  const index = shots.findIndex((shot) => shot.id === id);
  return shots[Math.min(shots.length - 1, Math.max(0, index + by))] ?? null;
}
