/** Looks for faces and persons: has an upright copy of the picture rendered, and shows that to the model. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { showsPerson } from '#core/domain/people.ts';
import type { ImageFailure, ImagingPool } from '#core/imaging/contract.ts';
import type { DirtyDays } from '#core/index/dirtyDays.ts';
import type { PeopleStore } from '#core/index/peopleStore.ts';
import { nothingHidden } from '#shared/hiding.ts';
import type { Settings } from '#shared/settings.ts';
import type { PersonFound } from '#shared/views.ts';
import type { Examiner } from './contract.ts';
import type { PersonModel } from './personModel/contract.ts';

/** Of the models, their thresholds for guesses and the copy that they see. Higher: every picture is looked at again. */
const version = 1;

/** Pixels of the copy's longer side: a person who takes a fifth of the height has a face of 30 pixels. */
const lookLongSide = 1280;

export function createPeopleExaminer(parts: {
  model: PersonModel;
  pool: ImagingPool;
  store: PeopleStore;
  dirty: DirtyDays;
  /** For the copies, absolute; each is there while it is looked at. */
  folder: string;
  settings: () => Settings;
}): Examiner<PersonFound[]> {
  const { model, pool, store, dirty, folder, settings } = parts;
  // What a kill left behind.
  const whenEmpty = takeAway(folder);

  return {
    name: 'people',
    version,
    // While the model looks at one, the next is rendered.
    atOnce: 2,
    isOn: ({ findPeople }) => findPeople,
    trouble: () => model.trouble(),

    async examine({ path, photoId }, priority) {
      await whenEmpty;
      const copy = join(folder, `${photoId}.ppm`);
      try {
        const target = { path: copy, longSide: lookLongSide, format: 'ppm' as const, hidden: nothingHidden };
        const rendered = await pool.render({ path, limits: settings().limits }, target, priority).catch(() => null);
        if (rendered === null) return null;
        // A picture that can't be opened shows nobody; a file that can't be had now is asked for again at the next start.
        if (!rendered.ok) return isForNow(rendered.failure) ? null : [];
        const looked = await model.look(copy);
        if (looked.ok) return looked.people;
        return looked.why === 'never' ? [] : null;
      } finally {
        await takeAway(copy);
      }
    },

    save({ photo }, people) {
      const before = store.found(photo) ?? [];
      store.replace(photo, people);
      if (showsPerson(before) === showsPerson(people)) return new Set();
      const days = store.daysOf(photo);
      dirty.add(days);
      return days;
    },

    // The model is the core's: a depot that is opened next looks with the same.
    close: () => Promise.resolve(),
  };
}

/** What can't be taken away now is with the next start. */
async function takeAway(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

function isForNow({ mayStillArrive, code }: ImageFailure): boolean {
  return mayStillArrive || code === 'read-failed' || code === 'permission-denied';
}
