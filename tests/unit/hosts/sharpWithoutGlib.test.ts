import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

/** What sharp is made of in a fresh process that believes to be on `platform`. */
function sharpVersions(platform: string): Record<string, string> {
  const program = `
    import { keepSharpFromGlib } from '#main/sharpWithoutGlib.ts';
    keepSharpFromGlib('${platform}');
    const { default: sharp } = await import('sharp');
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }).webp().toBuffer();
    if ((await sharp(picture).metadata()).format !== 'webp') throw new Error('no picture');
    console.log(JSON.stringify(sharp.versions));
  `;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    encoding: 'utf8',
  });
  return JSON.parse(said);
}

test('in Electron on Linux sharp works without its native build', () => {
  expect(sharpVersions('linux')).toHaveProperty('emscripten');
});

test('elsewhere the native build is left alone', () => {
  expect(sharpVersions('win32')).not.toHaveProperty('emscripten');
});
