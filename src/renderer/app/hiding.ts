/** Which picture's hidden parts are being edited: one editor for all pages, as its boxes hold wherever a copy is made. */
import type { PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import { createValueStore } from './valueStore.ts';
import { looked } from './viewLog.ts';

/** A picture that parts are to be hidden of. */
export interface HidingPicture {
  photoId: PhotoId;
  /** The stop that it is looked at with, and that stop's day. */
  stopId: StopId | null;
  date: ServiceDate;
  address: string;
  /** It may go to the stop's customer, and what the settings say of that is told. */
  forCustomer: boolean;
}

/** Null: none, the editor is closed. */
export const hidingPicture = createValueStore<HidingPicture | null>(null);

/** Opens the editor. Whoever draws on a picture has looked at it. */
export function hidePartsOf(picture: HidingPicture): void {
  looked(picture.photoId, picture.stopId);
  hidingPicture.set(picture);
}
