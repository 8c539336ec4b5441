/** Takes out of the index what a picture shows and says, and leaves that there is one, when it was taken and where it stood. */
import type { Database } from 'better-sqlite3';
import { erasedBit } from './erasedStops.ts';
import { createLookalikeStore } from './lookalikeStore.ts';
import { sidecarPaths } from './photoReader.ts';
import { createVisits } from './visits.ts';

/** Every reader has looked: nobody looks at it again, whatever version comes. */
const lookedAt = 2 ** 31 - 1;

export interface PhotoEraser {
  /** `what`: bits of `erasedBit`; those of other kinds are passed over. Inside a transaction. */
  wipe(photo: number, what: number): void;
}

export function createPhotoEraser(db: Database): PhotoEraser {
  const lookalikes = createLookalikeStore(db);
  const visits = createVisits(db);
  const mark = db.prepare('UPDATE photos SET erased = coalesce(erased, 0) | ? WHERE id = ?');
  const wipe = [
    `UPDATE photos SET latitude = NULL, longitude = NULL, texts = NULL, perceptual_hash = NULL,
       labels_version = ${lookedAt}, people_version = ${lookedAt}, figures_version = ${lookedAt} WHERE id = ?`,
    `UPDATE photos SET stray_reason = 'What was known of this picture was erased.' WHERE id = ? AND stray_reason IS NOT NULL`,
    'DELETE FROM photo_tokens WHERE photo = ?',
    'DELETE FROM photo_codes WHERE photo = ?',
    'DELETE FROM photo_people WHERE photo = ?',
    'DELETE FROM candidates WHERE photo = ?',
  ].map((sql) => db.prepare(sql));
  const filesOf = db.prepare<[number], string>('SELECT path FROM files WHERE photo = ?').pluck();
  const wipeSidecar = db.prepare(`UPDATE sidecars SET body = '{}' WHERE path IN (?, ?)`);
  const hashOf = db.prepare<[number], Buffer>('SELECT sha256 FROM photos WHERE id = ?').pluck();
  const notes = db.prepare(
    `UPDATE entries SET body = json_remove(body, '$.note') WHERE photo = ? AND kind = 'put-aside' AND json_extract(body, '$.note') IS NOT NULL`,
  );

  return {
    wipe(photo, what) {
      const bits = what & (erasedBit.picture | erasedBit.thumbnail | erasedBit.confirmation);
      if (bits === 0) return;
      mark.run(bits, photo);
      if ((bits & erasedBit.picture) === 0) return;
      for (const statement of wipe) statement.run(photo);
      lookalikes.forget(photo);
      visits.forget(photo);
      for (const path of filesOf.all(photo)) wipeSidecar.run(...sidecarPaths(path));
      const hash = hashOf.get(photo);
      if (hash) notes.run(hash);
    },
  };
}
