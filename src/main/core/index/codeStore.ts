/** Barcodes and QR codes that were read in pictures. */
import type { Database } from 'better-sqlite3';
import type { PictureCode } from '#core/imaging/contract.ts';

export interface CodeStore {
  /** In the order in which they were read: from the top of the picture down. */
  of(photo: number): PictureCode[];
  /** Replaces what was read before. False when there was nothing and there is nothing. Inside a transaction. */
  set(photo: number, codes: readonly PictureCode[]): boolean;
}

export function createCodeStore(db: Database): CodeStore {
  const of = db.prepare<[number], PictureCode>(
    'SELECT format, text, x, y, width, height FROM photo_codes WHERE photo = ? ORDER BY n',
  );
  const clear = db.prepare('DELETE FROM photo_codes WHERE photo = ?');
  const add = db.prepare(
    `INSERT INTO photo_codes (photo, n, format, text, x, y, width, height)
     VALUES (@photo, @n, @format, @text, @x, @y, @width, @height)`,
  );

  return {
    of: (photo) => of.all(photo),
    set(photo, codes) {
      const hadSome = clear.run(photo).changes > 0;
      for (const [n, code] of codes.entries()) add.run({ ...code, photo, n });
      return hadSome || codes.length > 0;
    },
  };
}
