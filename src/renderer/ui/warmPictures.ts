/** Pictures fetched and decoded ahead of the eye, so that the next one is there at the press of a key. */

/** A decoded 1600 px preview takes some 8 MB: this many are about 130 MB, and the walk forward needs no more. */
const most = 16;

const warm = new Map<string, HTMLImageElement>();

/** Fetches and decodes the picture at `url`; a failure is left for whoever shows it to notice. */
export function warmPicture(url: string): void {
  const known = warm.get(url);
  if (known) {
    // Freshly asked for: the last to go.
    warm.delete(url);
    warm.set(url, known);
    return;
  }
  const image = new Image();
  image.src = url;
  warm.set(url, image);
  image.decode().catch(() => warm.delete(url));
  for (const oldest of warm.keys()) {
    if (warm.size <= most) break;
    warm.delete(oldest);
  }
}

/** True when the picture is here already, so that it can be drawn in the same frame. */
export function isWarm(url: string): boolean {
  return warm.get(url)?.complete ?? false;
}
