/** New figures of quality: how wide the edges are, instead of how much detail there is; light by its spread, not its mean. */
import type { Migration } from './migration.ts';

export const quality: Migration = {
  version: 60,
  name: 'quality',
  up(db) {
    // Whole numbers up to 127 take a byte, up to 32,767 two: five bytes of figures a photo instead of sixteen.
    db.exec(`
      ALTER TABLE photos DROP COLUMN sharpness;
      ALTER TABLE photos DROP COLUMN luma;
      -- Tenths of a pixel; null = too few edges to say so.
      ALTER TABLE photos ADD COLUMN edge_width INTEGER;
      ALTER TABLE photos ADD COLUMN light INTEGER;
      ALTER TABLE photos ADD COLUMN middle INTEGER;
      -- Which way of measuring the figures are of; null = none that still counts: the closer look reads those again.
      ALTER TABLE photos ADD COLUMN figures_version INTEGER;
    `);
  },
};
