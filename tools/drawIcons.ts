/** `node tools/drawIcons.ts`: draws the pictures in resources/ from icon.svg. Run by hand when the drawing changes. */
import { join } from 'node:path';
import sharp from 'sharp';
import { repositoryRoot } from './building.ts';

const resources = join(repositoryRoot, 'resources');
const drawing = join(resources, 'icon.svg');

/** The dot over the task bar's icon on Windows, which shows no numbers. */
const badge =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="#e8590c" stroke="#fff" stroke-width="3"/></svg>';

// electron-builder makes .icns and .ico from one PNG of at least 512 pixels.
await sharp(drawing).resize(1024).png({ compressionLevel: 9 }).toFile(join(resources, 'icon.png'));
await sharp(drawing).resize(64).png({ compressionLevel: 9 }).toFile(join(resources, 'drag.png'));
await sharp(Buffer.from(badge), { density: 144 }).resize(32).png().toFile(join(resources, 'badge.png'));
