/**
 * Which parts of a picture no copy may show: the one place that says so, for screens, prints and exports alike. What a person
 * drew holds, also when they drew nothing; where nobody did, it is the faces that the model found.
 */
import { partsToHide } from '#core/domain/people.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { PictureBoxView } from '#shared/scores.ts';
import type { Settings } from '#shared/settings.ts';
import type { DecisionStore } from './decisionStore.ts';
import type { PeopleStore } from './peopleStore.ts';
import type { PhotoReader } from './photoReader.ts';

export interface HiddenParts {
  /** In fractions of the upright picture. */
  boxes: PictureBoxView[];
  /** Copies show the boxes and nothing else. Only a person says so. */
  outside: boolean;
  /** `model`: found by itself, seen by nobody yet. `nobody`: no one has drawn any, and the model has found none or is off. */
  by: 'hand' | 'model' | 'nobody';
  /** The model is on and has not looked at the picture yet: there may be faces in it. */
  unseen: boolean;
}

export type ReadHiddenParts = (photoId: PhotoId) => HiddenParts;

export function createHiddenParts(parts: {
  decisions: Pick<DecisionStore, 'hidingOf'>;
  photos: Pick<PhotoReader, 'byId'>;
  people: Pick<PeopleStore, 'found'>;
  settings: () => Settings;
}): ReadHiddenParts {
  const { decisions, photos, people, settings } = parts;
  return (photoId) => {
    const drawn = decisions.hidingOf(photoId);
    if (drawn) return { ...drawn, by: 'hand', unseen: false };
    const row = settings().findPeople ? photos.byId(photoId) : undefined;
    if (!row) return { boxes: [], outside: false, by: 'nobody', unseen: false };
    const found = people.found(row.id);
    const boxes = partsToHide(found ?? []);
    return { boxes, outside: false, by: boxes.length > 0 ? 'model' : 'nobody', unseen: found === null };
  };
}
