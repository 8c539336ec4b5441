/** The depot's logo: any picture file, re-encoded in a child process before a customer gets it. */
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImagingPool } from '#core/imaging/contract.ts';
import { nothingHidden } from '#shared/hiding.ts';
import type { Settings } from '#shared/settings.ts';

export interface LogoPicture {
  png: Buffer;
  /** CSS pixels as it is to be shown. */
  width: number;
  height: number;
}

export interface Logo {
  /** Null without one; `problem`: it can't be used, and the depot's name stands in its place. A sentence. */
  read(): Promise<{ picture: LogoPicture | null; problem: string | null }>;
}

/** Pixels: twice what is shown, for fine screens. */
const longSide = 480;
/** CSS pixels: a line above the heading. */
const shownAtMost = { width: 240, height: 64 };
/** A logo that is larger is a poster. */
const mostMegabytes = 10;

/** @param folder where the re-encoded file goes, absolute */
export function createLogo(parts: { pool: ImagingPool; folder: string; settings: () => Settings }): Logo {
  let last: { key: string; picture: LogoPicture } | null = null;

  return {
    async read() {
      const { confirmations, limits } = parts.settings();
      const path = confirmations.logoFile;
      if (path === null) return { picture: null, problem: null };
      try {
        const { mtimeMs, size } = await stat(path);
        const key = `${path}\0${mtimeMs}\0${size}`;
        if (last?.key === key) return { picture: last.picture, problem: null };
        await mkdir(parts.folder, { recursive: true });
        const copy = join(parts.folder, 'logo.png');
        const source = { path, limits: { ...limits, megabytes: Math.min(limits.megabytes, mostMegabytes) } };
        const target = { path: copy, longSide, format: 'png' as const, hidden: nothingHidden };
        const rendered = await parts.pool.render(source, target, 'screen');
        if (!rendered.ok) return { picture: null, problem: `The logo can’t be used. ${rendered.failure.message}` };
        last = { key, picture: shown(await readFile(copy)) };
        return { picture: last.picture, problem: null };
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const why =
          code === 'ENOENT' ? 'Its file is not there any more.' : `Its file can’t be read (${code ?? error}).`;
        return { picture: null, problem: `The logo can’t be used. ${why}` };
      }
    },
  };
}

/** Width and height stand in a PNG's first chunk, at bytes 16 and 20. */
function shown(png: Buffer): LogoPicture {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const scale = Math.min(1, shownAtMost.width / width, shownAtMost.height / height);
  return { png, width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
