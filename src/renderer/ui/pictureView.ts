/** Where the eye is in a picture: pure sums for zoom and pan. Lengths are pixels of the stage. */

/** `x`, `y`: how far the picture is moved from the middle of the stage; `scale` 1 shows all of it. */
export interface PictureView {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** The whole picture. */
export const wholePicture: PictureView = { scale: 1, x: 0, y: 0 };

/** Eight times is past one screen pixel per pixel of a 1600 px preview on every screen: more shows nothing new. */
export const largestScale = 8;

/** Zooms by `factor` while the spot under `at` (measured from the stage's middle) stays where it is. */
export function zoomAt(view: PictureView, factor: number, at: Point, stage: Size): PictureView {
  const scale = Math.min(largestScale, Math.max(1, view.scale * factor));
  const change = scale / view.scale;
  return withinStage({ scale, x: at.x - (at.x - view.x) * change, y: at.y - (at.y - view.y) * change }, stage);
}

/** Moves the picture by `dx`, `dy`. */
export function panBy(view: PictureView, dx: number, dy: number, stage: Size): PictureView {
  return withinStage({ scale: view.scale, x: view.x + dx, y: view.y + dy }, stage);
}

/** Keeps the picture from leaving the stage. */
function withinStage(view: PictureView, stage: Size): PictureView {
  const reach = (length: number) => (length * (view.scale - 1)) / 2;
  const limit = (value: number, most: number) => Math.min(most, Math.max(-most, value)) + 0;
  return { scale: view.scale, x: limit(view.x, reach(stage.width)), y: limit(view.y, reach(stage.height)) };
}
