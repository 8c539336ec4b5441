import { describe, expect, test } from 'vitest';
import { layOut } from '#features/review/smallMapSums.ts';

const [width, height] = [320, 132];
const stop = { latitude: 45.5, longitude: -122.6 };
/** Metres to degrees, at this latitude. */
const at = (east: number, north: number) => ({
  latitude: stop.latitude + north / 111_320,
  longitude: stop.longitude + east / (111_320 * Math.cos((stop.latitude * Math.PI) / 180)),
});
const alone = { stop, photo: null, before: null, after: null };

describe('the small map', () => {
  test('puts an address without a picture in the middle, and shows the street around it', () => {
    const map = layOut(alone, width, height);
    expect(map.stop).toMatchObject({ x: width / 2, y: height / 2 });
    expect(map.scale).toMatchObject({ metres: 50 });
  });

  test('is true to directions and lengths: north is up, east is right', () => {
    const { stop: door, photo, scale } = layOut({ ...alone, photo: at(300, 100) }, width, height);
    const metresPerPixel = scale.metres / scale.pixels;
    expect(((photo?.x ?? 0) - door.x) * metresPerPixel).toBeCloseTo(300, 0);
    expect((door.y - (photo?.y ?? 0)) * metresPerPixel).toBeCloseTo(100, 0);
  });

  test.each([20, 200, 5_000, 80_000])('holds address and picture when they are %i m apart', (metres) => {
    const { stop: door, photo, scale } = layOut({ ...alone, photo: at(-metres, metres) }, width, height);
    for (const point of [door, photo]) {
      expect(point?.outside).toBe(false);
      expect(point?.x).toBeGreaterThan(10);
      expect(point?.y).toBeGreaterThan(10);
    }
    expect(scale.pixels).toBeLessThanOrEqual(width * 0.35);
    expect(String(scale.metres)).toMatch(/^[125]0*$/);
  });

  test('draws a neighbour that lies outside at the edge, in its direction', () => {
    const { before, after } = layOut({ ...alone, before: at(4_000, 0), after: at(20, 10) }, width, height);
    expect(before).toMatchObject({ outside: true, y: height / 2 });
    expect(before?.x).toBeGreaterThan(width * 0.9);
    expect(after?.outside).toBe(false);
  });
});
