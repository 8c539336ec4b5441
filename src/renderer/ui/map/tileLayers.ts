/** Map pictures and map vectors to lie under what a map shows, as Leaflet layers. Loaded only where the settings ask for one. */
import { type Coords, type DoneCallback, GridLayer, type GridLayerOptions, type Layer, TileLayer } from 'leaflet';
import type { PMTiles } from 'pmtiles';
import { tileSubdomains } from '#shared/tileOrigins.ts';

/** Where the core hands out the offline map, by ranges. */
const offlineMapUrl = '/api/map.pmtiles';

export interface GroundLayer {
  layer: Layer;
  /** Who made the map, as text; empty when the map does not say. */
  attribution: string;
}

/** Tiles of an address with `{z}`, `{x}` and `{y}`. */
export function tilesFromAddress(url: string, attribution: string): GroundLayer {
  const layer = new TileLayer(url, {
    subdomains: [...tileSubdomains],
    // Asked for nearer than tiles are commonly made, the last ones are drawn larger instead of asking for what isn't there.
    maxNativeZoom: 19,
    maxZoom: 20,
    className: 'map-tiles',
    // Some public servers refuse who doesn't say where a request comes from; this says no more than the machine's own name.
    referrerPolicy: 'origin',
  });
  return { layer, attribution };
}

/**
 * Tiles of the offline file, whatever is in it: pictures, or vectors that are drawn in the scheme's colours.
 * @throws {Error} with a sentence when the file is not there or is no PMTiles file.
 */
export async function tilesFromFile(scheme: 'light' | 'dark'): Promise<GroundLayer> {
  const { PMTiles, TileType } = await import('pmtiles');
  const source = new PMTiles(offlineMapUrl);
  const header = await source.getHeader();
  const attribution = attributionOf(await source.getMetadata());
  const zooms = { minNativeZoom: header.minZoom, maxNativeZoom: header.maxZoom, maxZoom: 20 };
  if (header.tileType !== TileType.Mvt) {
    const layer = new PictureTiles(source, mediaTypes[header.tileType] ?? '', { ...zooms, className: 'map-tiles' });
    return { layer, attribution };
  }
  const { leafletLayer } = await import('protomaps-leaflet');
  const layer = leafletLayer({ url: source, flavor: scheme, lang: 'en', maxDataZoom: header.maxZoom, maxZoom: 20 });
  return { layer: layer as unknown as Layer, attribution };
}

/** `TileType` of the format → media type. */
const mediaTypes: Record<number, string> = { 2: 'image/png', 3: 'image/jpeg', 4: 'image/webp', 5: 'image/avif' };

/**
 * Pictures out of a PMTiles file. The library's own layer keeps every picture in memory for as long as the page lives, and a
 * tile that can't be read is an exception there; here it is Leaflet's `tileerror`.
 */
class PictureTiles extends GridLayer {
  readonly #source: PMTiles;
  readonly #mediaType: string;

  constructor(source: PMTiles, mediaType: string, options: GridLayerOptions) {
    super(options);
    this.#source = source;
    this.#mediaType = mediaType;
  }

  protected override createTile({ z, x, y }: Coords, done: DoneCallback): HTMLElement {
    const tile = document.createElement('img');
    tile.alt = '';
    this.#source
      .getZxy(z, x, y)
      .then(async (found) => {
        // Outside of what the file covers there is nothing, and that is no error.
        if (!found) return done(undefined, tile);
        const url = URL.createObjectURL(new Blob([found.data], { type: this.#mediaType }));
        tile.src = url;
        await tile.decode().finally(() => URL.revokeObjectURL(url));
        done(undefined, tile);
      })
      .catch((problem: unknown) => done(problem instanceof Error ? problem : new Error(String(problem)), tile));
    return tile;
  }
}

/** The maker's line in the file's metadata may be HTML; what is shown is its text. */
function attributionOf(metadata: unknown): string {
  const { attribution } = (metadata ?? {}) as { attribution?: unknown };
  if (typeof attribution !== 'string') return '';
  const text = new DOMParser().parseFromString(attribution, 'text/html').body.textContent ?? '';
  return text.trim().slice(0, 500);
}
