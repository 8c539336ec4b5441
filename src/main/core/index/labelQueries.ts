/** The labels that were read in a picture, and what they mean at this depot. */
import type { Database } from 'better-sqlite3';
import { idsOfCode } from '#core/domain/matching/labelIds.ts';
import type { LabelView } from '#shared/views.ts';
import { createCodeStore } from './codeStore.ts';
import type { PhotoRow } from './photoReader.ts';

export type LabelQueries = ReturnType<typeof createLabelQueries>;

interface ParcelRow {
  tracking_id: string;
  stop: string;
  route: string;
  date: string;
}

/** Names of the codes, as a supervisor may have heard them. */
const formatWords: Record<string, string> = {
  Code128: 'Barcode',
  QRCode: 'QR code',
  DataMatrix: 'Data Matrix',
  PDF417: 'PDF417',
  AztecCode: 'Aztec code',
  Aztec: 'Aztec code',
};

export function createLabelQueries(db: Database) {
  const codes = createCodeStore(db);
  const parcels = db.prepare<[string, string], ParcelRow>(
    `SELECT packages.tracking_id, stops.stop, routes.route, routes.date FROM packages
       JOIN stops ON stops.id = packages.stop JOIN routes ON routes.id = stops.route
     WHERE packages.tracking_key = ? ORDER BY routes.date = ? DESC, routes.date DESC, routes.route, stops.stop LIMIT 3`,
  );
  const day = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', day: 'numeric', month: 'long' });

  function meaningOf(text: string, date: string): Pick<LabelView, 'meaning' | 'isParcel'> {
    for (const id of idsOfCode(text)) {
      const [parcel, other] = parcels.all(id, date);
      if (!parcel) continue;
      const when = parcel.date === date ? '' : `, ${day.format(new Date(`${parcel.date}T00:00:00Z`))}`;
      const also = other && other.date === parcel.date ? '; the id stands at other stops too' : '';
      return {
        meaning: `Package ${parcel.tracking_id} of stop ${parcel.stop} on ${parcel.route}${when}${also}`,
        isParcel: true,
      };
    }
    return { meaning: 'No package of this depot', isParcel: false };
  }

  return {
    /** From the top of the picture down; null when no reader has looked at it. */
    of(photo: PhotoRow): LabelView[] | null {
      if (photo.labels_version === null) return null;
      return codes.of(photo.id).map(({ format, text, x, y, width, height }) => ({
        format: formatWords[format] ?? format,
        text,
        box: { x, y, width, height },
        ...meaningOf(text, photo.day),
      }));
    },
  };
}
