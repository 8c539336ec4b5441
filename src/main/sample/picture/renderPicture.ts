/** One picture, from the request to JPEG bytes. */
import sharp, { type Exif } from 'sharp';
import type { SceneRequest } from '#main/sample/photos.ts';
import type { Random } from '#main/sample/random.ts';
import { composeScene } from './composeScene.ts';
import { developPhoto } from './finish.ts';
import { lightGrid } from './light.ts';

export interface PictureFormat {
  pixels: '12mp' | '2mp' | '0.5mp';
  exif: Exif | null;
  /** Stored sideways with an EXIF orientation of 6, as iPhones do. */
  turned: boolean;
}

/** Scenes are drawn at 2 megapixels, 3:4; pictures that nobody looks at closely at half of that a side, in a quarter of the time. */
const drawingSize = { width: 1224, height: 1632 };
const smallDrawingSize = { width: 612, height: 816 };

export async function renderPicture(random: Random, scene: SceneRequest, format: PictureFormat): Promise<Buffer> {
  const size = format.pixels === '0.5mp' ? smallDrawingSize : drawingSize;
  const composed = composeScene(random, scene, size.width, size.height);
  const drawn = await sharp(Buffer.from(composed.svg)).removeAlpha().raw().toBuffer();
  // A lens is never as sharp as a vector; a moved hand is much less so. Blurred from three plain channels: from the SVG's four,
  // with their alpha, it takes five times as long.
  const opened = sharp(drawn, { raw: { ...size, channels: 3 } });
  const softness = scene.treatment === 'blurry' ? 13 : 0.7;
  let softened = opened.blur((softness * size.width) / drawingSize.width);
  // Developed at its full size, so that 12 megapixels have grain of their own and weigh what a phone's picture weighs.
  if (format.pixels === '12mp') softened = softened.resize(3024, 4032, { kernel: 'cubic' });
  const { data: pixels, info } = await softened.raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const shot = random.branch(`shot ${scene.shotSeed}`);
  const grid = lightGrid(composed.light, size.width, size.height, shot.branch('light'));
  if (scene.treatment === 'too-dark') for (let at = 0; at < grid.length; at++) grid[at] = (grid[at] ?? 0) * 0.045;
  if (scene.treatment === 'too-bright') for (let at = 0; at < grid.length; at++) grid[at] = (grid[at] ?? 0) * 5 + 9;
  // Grain would pass for detail where a moved hand has left none.
  const grain = scene.treatment === 'blurry' ? composed.grain * 0.5 : composed.grain;
  developPhoto(pixels, width, height, grid, grain, shot.branch('grain'));

  let picture = sharp(pixels, { raw: { width, height, channels: 3 } });
  if (format.turned) picture = picture.rotate(270).withMetadata({ orientation: 6 });
  if (format.exif) picture = picture.withExif(format.exif);
  return picture.jpeg({ quality: 86 }).toBuffer();
}
