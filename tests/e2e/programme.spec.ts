/** Where the programme runs: drawn with keys alone, brought in from a file, and what it means before it is saved. */
import type { Locator, Page } from '@playwright/test';
import type { ProgrammeView } from '#shared/programme.ts';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';
import { type WrittenStop, writeDepot, writtenDay } from './harness/writtenDepot.ts';

const map = (page: Page): Locator => page.getByRole('region', { name: 'Map of the programme' });
const counts = (page: Page): Locator => page.getByRole('list', { name: 'Stops of the day' });
const areas = (page: Page): Locator => page.getByRole('listbox', { name: 'Areas' });
const points = (page: Page): Locator => page.getByRole('textbox', { name: 'Points, one a line' });
const corner = (page: Page, number: number): Locator => map(page).locator(`[data-corner="${number}"]`);

/** A square of 21 × 21 stops around 45.5, -122.6, two without a position, and one far to the east by its postcode alone. */
const square = Array.from(
  { length: 441 },
  (_none, n): WrittenStop => ({
    address: `${n} Elm St`,
    position: [45.49 + Math.floor(n / 21) * 0.001, -122.61 + (n % 21) * 0.001],
    postcode: n % 21 < 10 ? '97201' : '97301',
  }),
);
const unplaced: WrittenStop[] = [
  { address: '1 Nowhere', position: null },
  { address: '2 Nowhere', position: null, postcode: '97201' },
];

async function openProgramme(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('> programme');
  await page.keyboard.press('Enter');
  await expect(map(page)).toBeVisible();
}

/** A stop beside the middle of the square, where no handle stands. */
async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  // As the map frames all of the day: half of what its margins leave (`useMapCanvas`).
  return { x: ((box?.width ?? 0) + 36 - 72) / 2 - 48, y: ((box?.height ?? 0) + 48 - 40) / 2 };
}

const saved = (page: Page): Promise<ProgrammeView> =>
  page.evaluate(async () => (await (await fetch('/api/programme')).json()) as ProgrammeView);

test('an area is drawn, moved, cut out and saved with keys alone; a file brings more; all of it is taken back', async ({
  newContext,
  startBrowserHost,
  problems,
}) => {
  const depot = await writeDepot({ R1: square, R2: unplaced });
  const context = await newContext();
  try {
    const host = await startBrowserHost(depot);
    const page = await context.newPage();
    problems.watch(page);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(host.address);
    await expect(page.getByRole('listbox', { name: 'Routes' })).toBeVisible();
    await page.goto(`${host.origin}/#/?day=${writtenDay}`);
    await openProgramme(page);
    await expect(page.getByText('No areas: the programme runs everywhere.')).toBeVisible();
    await expect(counts(page)).toContainText('Inside 443');
    await expect(counts(page)).toContainText('2 stops without a position');

    // Drawing: the map has the focus, arrows move it under the crosshair, A sets a point.
    await page.getByRole('button', { name: /^Drawn on the map/ }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Done' })).toBeVisible();
    await expect(map(page).locator('.leaflet-container')).toBeFocused();
    const centre = async () => (await points(page).inputValue()).trim().split('\n').at(-1) ?? '';
    const seen = new Set<string>();
    for (const [key, times] of [
      ['ArrowUp', 2],
      ['ArrowRight', 2],
      ['ArrowDown', 4],
      ['ArrowLeft', 4],
    ] as const) {
      for (let n = 0; n < times; n += 1) {
        const pane = map(page).locator('.leaflet-map-pane');
        const before = await pane.getAttribute('style');
        await page.keyboard.press(key);
        await expect(pane).not.toHaveAttribute('style', before ?? '');
        await expect(map(page).locator('.leaflet-pan-anim')).toHaveCount(0);
      }
      await page.keyboard.press('a');
      await expect.poll(async () => seen.has(await centre())).toBe(false);
      seen.add(await centre());
    }
    expect(seen.size).toBe(4);
    await page.keyboard.press('p');
    await expect(page.getByRole('button', { name: 'Draw' })).toBeVisible();
    await expect(counts(page)).toContainText('Outside');
    await expect(counts(page)).not.toContainText('Outside 0');
    // The one without a position: nobody can say.
    await expect(counts(page)).toContainText('Unknown 2');
    await expect(page.getByText(/will owe no photo any more/)).toBeVisible();

    // A corner is chosen and moved, and one is removed.
    const asDrawn = await points(page).inputValue();
    await page.keyboard.press(',');
    await page.keyboard.press('.');
    await expect(corner(page, 4)).toHaveAttribute('data-chosen', 'true');
    await page.keyboard.press('ArrowLeft');
    await expect(points(page)).not.toHaveValue(asDrawn);
    await page.keyboard.press('Delete');
    await expect.poll(async () => (await points(page).inputValue()).split('\n').length).toBe(3);

    // As text: what makes no sense is told, and what does is drawn.
    await points(page).fill('45.489, -122.611\n45.511, -122.611\nsomewhere');
    await points(page).blur();
    await expect(page.getByText('Line 3 should be a latitude and a longitude')).toBeVisible();
    await points(page).fill('45.4895, -122.6105\n45.5105, -122.6105\n45.5105, -122.6005\n45.4895, -122.6005');
    await points(page).blur();
    await expect(counts(page)).toContainText('Inside 210');
    await page.getByRole('textbox', { name: 'Name' }).fill('Old town');
    await page.getByRole('textbox', { name: 'Name' }).blur();
    await page.keyboard.press('s');
    await page.getByRole('button', { name: 'Not now' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
    expect(await saved(page)).toMatchObject({ areas: [{ name: 'Old town', by: 'polygon' }] });
    await expect(page.getByText('1 area in force on Sat 21 Nov 2026.')).toBeVisible();

    // By mouse: a corner dragged, and thought better of.
    await page.keyboard.press('0');
    await corner(page, 3).dragTo(map(page), { targetPosition: { x: 300, y: 80 } });
    await expect(counts(page)).not.toContainText('Inside 210');
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(counts(page)).toContainText('Inside 210');

    // A stop is asked about, though it lies in an area.
    await map(page).click({ position: await middleOf(map(page)) });
    await expect(page.getByRole('region', { name: 'The chosen stop' })).toContainText('Elm St');
    await expect(page.getByRole('region', { name: 'The chosen stop' })).toContainText(/Inside|Outside/);

    // A file: what can be used is added, what can't is told.
    const ring = [
      [-122.6, 45.4],
      [-122.5, 45.4],
      [-122.5, 45.6],
      [-122.6, 45.4],
    ];
    const feature = (name: string, geometry: object) => ({ type: 'Feature', properties: { name }, geometry });
    await page.getByLabel('GeoJSON file').setInputFiles({
      name: 'areas.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from(
        JSON.stringify({
          type: 'FeatureCollection',
          features: [
            feature('<b onmouseover=alert(1)>East</b>', { type: 'Polygon', coordinates: [ring] }),
            feature('A door', { type: 'Point', coordinates: [1, 2] }),
          ],
        }),
      ),
    });
    await expect(page.getByText('areas.geojson: 1 area added. Nothing is saved yet.')).toBeVisible();
    await expect(page.getByText('Feature 2 (“A door”) is a Point')).toBeVisible();
    await expect(areas(page).getByRole('option')).toHaveCount(2);
    await expect(areas(page)).toContainText('<b onmouseover=alert(1)>East</b>');
    for (const [width, height] of [
      [1280, 800],
      [1024, 700],
      [640, 400],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expectAccessible(page);
      await expectNothingCutOff(page);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Discard' }).click();

    await page.getByRole('button', { name: 'Take back the last change' }).click();
    await expect(page.getByText('No areas: the programme runs everywhere.')).toBeVisible();
    await expect(counts(page)).toContainText('Inside 443');
    expect((await saved(page)).areas).toEqual([]);
  } finally {
    await context.close();
    await depot.remove();
  }
});
