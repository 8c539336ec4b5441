/**
 * `npm run screenshots`: starts the browser host on the demo's depot and takes the pictures of README and docs, light and
 * dark, at two sizes. Run `npm run demo` once before.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { OpenClaim } from '#shared/claims.ts';
import type { DecisionResult } from '#shared/deciding.ts';
import type { DayView, RouteView } from '#shared/views.ts';
import { type ClaimAllegation, claimAllegations } from '#shared/words.ts';
import { startHost } from '#tests/e2e/harness/hostProcess.ts';
import { findOrGetBrowser } from './browserFinder.ts';
import { ensureBuilt, repositoryRoot } from './building.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
/** Pages that are worth a picture, by their place in the address. Not the settings: they show a path of this machine. */
const places = {
  desk: '',
  review: 'review',
  unmatched: 'unmatched',
  sync: 'sync',
  scores: 'scores',
  confirmations: 'confirmations',
  map: 'map',
  problems: 'problems',
  import: 'import',
  activity: 'activity',
};
/** After all others, for what is to be seen in them changes those. */
const placesOfCustomers = { programme: 'programme', 'opt-outs': 'opt-outs', privacy: 'privacy' };

const built = await ensureBuilt();
const browserHere = findOrGetBrowser((line) => process.stderr.write(`${line}\n`));
const samplePath = join(repositoryRoot, 'demo', 'sample.json');
if (!built.ok || !browserHere || !existsSync(samplePath)) {
  process.stderr.write('Screenshots need a build, a browser and the demo’s depot: run `npm run demo` once.\n');
  process.exit(1);
}
const sample = JSON.parse(await readFile(samplePath, 'utf8')) as {
  folder: string;
  serviceDate: string;
};
const data = await mkdtemp(join(tmpdir(), 'porchlight-screenshots-'));
const settings = JSON.parse(await readFile(join(repositoryRoot, 'demo', 'data', 'settings.json'), 'utf8'));
const shown = {
  ...settings,
  // Labels are read for minutes after all is idle, and the status line would count them in every picture.
  readLabels: false,
  // As web pages, which need nobody outside.
  confirmations: { from: sample.serviceDate, when: 'confirmed' },
  pages: { on: true },
};
await writeFile(join(data, 'settings.json'), JSON.stringify(shown));
const host = await startHost({ folder: sample.folder, data });
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: browserHere.path, args: [...asRoot, '--disable-gpu'] });
try {
  const page = await browser.newPage({ viewport: sizes[0] });
  await page.goto(host.address);
  await page.getByText('last scan').waitFor();
  // Until every picture is read and matched.
  await page.waitForFunction(
    async () => {
      const status = (await (await fetch('/api/status')).json()) as { activity: string; photosDone: number };
      // Before the first look into the folder it is idle too.
      return status.activity === 'idle' && status.photosDone > 0;
    },
    null,
    { timeout: 300_000, polling: 1_000 },
  );
  const atDesk = { name: 'Dana Reyes', pin: '4711', isNew: true };
  await page.request.post(`${host.origin}/api/desk`, { data: atDesk, headers: { Origin: host.origin } });
  const claim = await openClaims(page);
  const placesOfClaims = { claims: 'claims', claim: `claims/${claim}`, figures: 'claims/figures' };
  for (const [name, place] of Object.entries({ ...places, ...placesOfClaims, ...placesOfCustomers })) {
    if (name === 'programme') await sayWhoTakesPart(page);
    await page.goto(`${host.origin}/#/${place}`);
    await page.waitForLoadState('networkidle');
    if (name === 'import') {
      const [manifest] = await readdir(join(sample.folder, 'Manifests'));
      await page.setInputFiles('input[type=file]', join(sample.folder, 'Manifests', manifest ?? ''));
      await page.waitForLoadState('networkidle');
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.waitForTimeout(500);
        await page.screenshot({
          path: join(repositoryRoot, 'docs', 'pictures', `${name}-${colorScheme}-${size.width}.png`),
        });
      }
    }
  }
} finally {
  await browser.close();
  await host.stop();
  await rm(data, { recursive: true, force: true });
}

/** Areas in which the programme runs, and some who opted out of it. */
async function sayWhoTakesPart(page: Page): Promise<void> {
  const { routes } = (await (
    await page.request.get(`${host.origin}/api/days/${sample.serviceDate}`)
  ).json()) as DayView;
  const names = routes.map(({ route }) => route);
  const half = Math.ceil(names.length / 2);
  const area = (name: string, ofArea: string[], until: string | null) => ({
    ...{ id: randomUUID(), name, by: 'routes', routes: ofArea, from: null, until },
  });
  const areas = [
    area('North and the harbour', names.slice(0, half), null),
    area('South', names.slice(half), dayFrom(60)),
  ];
  const headers = { Origin: host.origin };
  await page.request.put(`${host.origin}/api/programme`, { data: { areas, basis: null }, headers });
  const { stops } = (await (await page.request.get(`${host.origin}/api/routes/${routes[0]?.id}`)).json()) as RouteView;
  for (const [index, { address }] of stops.slice(0, 5).entries()) {
    const until = index % 3 === 2 ? dayFrom(30) : null;
    const data = { by: 'address', text: address, from: dayFrom(index === 4 ? 7 : 0), until };
    await page.request.post(`${host.origin}/api/opt-outs`, { data, headers });
  }
}

function dayFrom(days: number): string {
  return new Date(Date.parse(`${sample.serviceDate}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Some days' claims about stops of the evening, so that the desk of claims has something to show. @returns the id of one. */
async function openClaims(page: Page): Promise<string> {
  const get = async (path: string) => (await page.request.get(`${host.origin}${path}`)).json();
  const confirmed = async () => {
    const { routes } = (await get(`/api/days/${sample.serviceDate}`)) as DayView;
    const views = (await Promise.all(routes.slice(0, 4).map(({ id }) => get(`/api/routes/${id}`)))) as RouteView[];
    return views.flatMap((view) => view.stops.filter(({ state }) => state === 'confirmed').slice(0, 4));
  };
  // No pictures of an evening that is half matched, whatever the status said.
  let stops = await confirmed();
  for (let tries = 0; stops.length < 16 && tries < 60; tries++) {
    await page.waitForTimeout(1_000);
    stops = await confirmed();
  }
  let first = '';
  for (const [index, stop] of stops.entries()) {
    const request: OpenClaim = {
      ...{ stopId: stop.id, words: stop.address, asker: 'customer', received: sample.serviceDate },
      allegation: claimAllegations[index % claimAllegations.length] as ClaimAllegation,
      due: index % 6 === 5 ? null : dayFrom(index - 2),
      ...(stop.customer && { askedBy: stop.customer }),
    };
    const answer = await page.request.post(`${host.origin}/api/claims`, {
      ...{ data: request, headers: { Origin: host.origin } },
    });
    if (!answer.ok()) throw new Error(await answer.text());
    const { entryId } = (await answer.json()) as DecisionResult;
    first ||= entryId;
    if (index % 5 !== 4) continue;
    const answered = { kind: 'settle', id: entryId, state: 'answered' };
    await page.request.post(`${host.origin}/api/claims/change`, { data: answered, headers: { Origin: host.origin } });
  }
  return first;
}
