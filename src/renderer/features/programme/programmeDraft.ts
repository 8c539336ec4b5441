/** What is being changed about the areas: kept while one looks at other pages, gone when it is saved or discarded. */

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { noteDecision } from '#app/decisions.ts';
import { queries } from '#app/queries.ts';
import { ensurePerson } from '#app/signing.ts';
import { createValueStore } from '#app/valueStore.ts';
import type { EntryId, ServiceDate } from '#shared/ids.ts';
import type { ProgrammeDay, ProgrammeView } from '#shared/programme.ts';
import { type DraftArea, problemOfAll, toArea, toDraft } from './draft.ts';

interface Draft {
  /** The entry that held when the first change was made. */
  basis: EntryId | null;
  areas: readonly DraftArea[];
  /** Tells two states of the draft apart. */
  revision: number;
}

const draftStore = createValueStore<Draft | null>(null);
let revisions = 0;

export interface ProgrammeEditor {
  areas: readonly DraftArea[];
  /** Something is not saved. */
  isChanged: boolean;
  /** Another change was saved after this one was begun. */
  isOvertaken: boolean;
  problem: { id: string; sentence: string } | null;
  saving: boolean;
  /** Why it could not be saved. */
  failure: string | null;
  setAreas(areas: readonly DraftArea[]): void;
  change(area: DraftArea): void;
  save(): void;
  discard(): void;
  /** Takes what holds now as what is changed. */
  keepMine(): void;
}

/** How long a hand rests before the core is asked what it means. */
const previewDelayMs = 250;

/** Hook: the areas as they are edited. */
export function useProgrammeEditor(saved: ProgrammeView): ProgrammeEditor {
  const client = useQueryClient();
  const draft = draftStore.use();
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const ofSaved = useMemo(() => saved.areas.map(toDraft), [saved.areas]);
  const areas = draft?.areas ?? ofSaved;
  const problem = useMemo(() => problemOfAll(areas), [areas]);

  function setAreas(next: readonly DraftArea[]): void {
    revisions += 1;
    setFailure(null);
    const basis = draftStore.get()?.basis ?? saved.entryId;
    draftStore.set({ basis, areas: next, revision: revisions });
  }

  async function save(): Promise<void> {
    const wanted = draftStore.get();
    if (wanted === null || problem !== null || saving) return;
    setSaving(true);
    setFailure(null);
    await ensurePerson(client);
    try {
      const { sentence } = await call('setProgramme', { areas: wanted.areas.map(toArea), basis: wanted.basis });
      await client.invalidateQueries({ queryKey: queries.programme().queryKey });
      // What was changed while it was being written is a new draft.
      if (draftStore.get() === wanted) draftStore.set(null);
      noteDecision(sentence, 'told');
    } catch (caught) {
      setFailure(asApiError(caught).message);
      await client.invalidateQueries({ queryKey: queries.programme().queryKey });
    }
    setSaving(false);
  }

  return {
    areas,
    isChanged: draft !== null,
    isOvertaken: draft !== null && draft.basis !== saved.entryId,
    problem,
    saving,
    failure,
    setAreas,
    change: (area) => setAreas(areas.map((each) => (each.id === area.id ? area : each))),
    save: () => void save(),
    discard() {
      setFailure(null);
      draftStore.set(null);
    },
    keepMine() {
      setFailure(null);
      if (draft) draftStore.set({ ...draft, basis: saved.entryId });
    },
  };
}

/** Hook: what the areas mean on a date; while something is missing in them, what they meant before. */
export function useProgrammeDay(saved: ProgrammeView, editor: ProgrammeEditor, date: ServiceDate) {
  const draft = draftStore.use();
  const [settled] = useDebouncedValue(draft, previewDelayMs);
  const areas = useMemo(
    () => (settled === null || problemOfAll(settled.areas) !== null ? null : settled.areas.map(toArea)),
    [settled],
  );
  const isWaiting = draft !== null && (editor.problem !== null || settled !== draft);
  const { data, error, refetch } = useQuery({
    ...queries.programmeDay(date, areas, areas === null ? `${saved.entryId}` : `draft ${settled?.revision}`),
    // An unfinished draft keeps the last answer; asking for what holds would make the map jump back.
    enabled: settled === null || areas !== null,
    placeholderData: keepPreviousData<ProgrammeDay | undefined>,
  });
  return { day: data, error, refetch, isWaiting };
}
