/**
 * `calibrate -- quality [--photos DIR …] [--scenes N]`: good pictures, spoilt by known amounts, judged the whole way that Porchlight
 * judges a file. Prints recall and precision of each flag, what each strength brings, and the curve of each threshold.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeQuality, type QualityFigures, type QualityFlag, type QualityVerdict } from '#core/domain/quality.ts';
import { readPicture } from '#core/imaging/readPicture.ts';
import { createRandom } from '#main/sample/random.ts';
import { defaultSettings } from '#shared/settings.ts';
import { readFlags, say, wholeNumber } from '#tools/bench/benchResult.ts';
import type { Calibration } from './calibrate.ts';
import { asJpeg } from './degradations.ts';
import { flatScenes, type Scene, scenesOf } from './scenes.ts';
import { type Spoiling, spoilings, untouched } from './spoiling.ts';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const usualFolders = ['phones', 'gps', 'orientation', 'heic'].map((name) =>
  join(process.env.PORCHLIGHT_SHARED_DATA ?? join(repository, '../shared/data'), 'photos', name),
);
/** The same two pictures, turned in seven ways: once each is enough. */
const turnedAgain = /^(landscape|portrait)_[3-8]\.jpe?g$/i;
const pictureName = /\.(jpe?g|png|webp|hei[cf]|avif)$/i;

/** One picture after it was spoilt (or not), and what Porchlight says of it. */
export interface Judged {
  scene: string;
  spoiling: Spoiling;
  /** It had neither too little nor too much light before. */
  hadRightLight: boolean;
  quality: QualityFigures;
  verdict: QualityVerdict;
}

const flags = ['blurry', 'too-dark', 'too-bright'] as const satisfies readonly QualityFlag[];

export async function calibrate(argv: string[]): Promise<Calibration> {
  const read = readFlags(argv, {
    photos: { type: 'string', multiple: true },
    scenes: { type: 'string' },
  });
  if (!read.ok) return read;
  const most = read.values.scenes === undefined ? Number.POSITIVE_INFINITY : wholeNumber(read.values.scenes);
  if (most === null) return { ok: false, message: '“--scenes” is not a whole number.' };
  const folders = read.values.photos ?? usualFolders;
  const missing = folders.find((folder) => !existsSync(folder) || !statSync(folder).isDirectory());
  if (missing !== undefined) return { ok: false, message: `There is no folder “${missing}”; name one with --photos.` };

  const scenes: Scene[] = [];
  for (const folder of folders) {
    for (const name of readdirSync(folder).sort()) {
      if (!pictureName.test(name) || turnedAgain.test(name) || scenes.length >= most) continue;
      say(`opening ${name}`);
      scenes.push(...((await scenesOf(join(folder, name))) ?? []));
    }
  }
  if (scenes.length === 0) return { ok: false, message: 'There are no pictures in these folders.' };
  const judged = await judge(scenes, spoilings);
  const flat = await judge(await flatScenes(), [untouched]);
  say('');
  return { ok: true, report: report(judged, flat) };
}

/** Spoils every scene in every way and reads each as a file that came into the folder. */
export async function judge(scenes: readonly Scene[], ways: readonly Spoiling[]): Promise<Judged[]> {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-calibrate-'));
  const judged: Judged[] = [];
  try {
    for (const [at, { name, picture }] of scenes.entries()) {
      say(`${at} of ${scenes.length} scenes`);
      let hadRightLight = false;
      for (const spoiling of [untouched, ...ways.filter((way) => way !== untouched)]) {
        const random = createRandom(`${name} ${spoiling.kind} ${spoiling.strength}`);
        const path = join(folder, 'picture.jpg');
        writeFileSync(path, await asJpeg(spoiling.spoil(picture, random), spoiling.jpeg));
        const read = await readPicture({ path, thumbnailDirectory: folder, limits: defaultSettings.limits });
        if (!read.ok) throw new Error(`${name}: ${read.failure.message}`);
        const { quality } = read.facts;
        if (spoiling === untouched)
          hadRightLight = quality.middle >= 60 && quality.middle <= 180 && quality.light >= 150;
        judged.push({
          scene: name,
          spoiling,
          hadRightLight,
          quality,
          verdict: judgeQuality(read.facts, defaultSettings.quality),
        });
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return judged;
}

/** Null: a person would hesitate, or the picture had its own light before. */
export function truthOf({ spoiling, hadRightLight }: Judged, flag: QualityFlag): boolean | null {
  // Whether a picture that lies in the dark or is washed out is blurred too, nobody can see.
  if (spoiling.about !== flag) return spoiling.about === null || spoiling.truth === 'no' ? false : null;
  if (spoiling.truth === 'between') return null;
  if (spoiling.truth === 'no') return false;
  return spoiling.truth === 'yes' || hadRightLight ? true : null;
}

function report(judged: readonly Judged[], flat: readonly Judged[]): string {
  const good = judged.filter(({ spoiling }) => spoiling === untouched);
  const sections = [
    `${good.length} pictures as they are, ${judged.length} with the spoilt ones.`,
    '## The flags',
    table(
      [
        'flag',
        'found of those that have it',
        'recall',
        '95 % of it',
        'false alarms: as they are',
        '95 % of it',
        'spoilt otherwise',
        'precision',
      ],
      flags.map((flag) => summaryRow(judged, flag)),
    ),
    '## By strength (share of pictures with the flag; “cannot be judged”: too few edges)',
    table(
      ['spoilt', 'strength', 'true', 'pictures', 'blurry', 'too dark', 'too bright', 'cannot be judged'],
      strengthRows(judged),
    ),
    '## Scenes with hardly an edge',
    table(
      ['scene', 'edges', 'light', 'middle', 'flags'],
      flat.map(({ scene, quality, verdict }) => [
        scene,
        quality.edgeWidth === null ? 'can’t be judged' : `${quality.edgeWidth} px`,
        `${quality.light}`,
        `${quality.middle}`,
        verdict.flags.join(', ') || 'none',
      ]),
    ),
    '## Curves',
    ...curves(judged),
    '## Good pictures with a flag, and the nearest to one',
    table(
      ['picture', 'edges', 'light', 'middle', 'flags'],
      good
        .toSorted(
          (one, other) =>
            other.verdict.flags.length - one.verdict.flags.length ||
            (other.quality.edgeWidth ?? 0) - (one.quality.edgeWidth ?? 0),
        )
        .slice(0, 8)
        .map(({ scene, quality, verdict }) => [
          ...[scene, `${quality.edgeWidth}`, `${quality.light}`, `${quality.middle}`],
          verdict.flags.join(', ') || 'none',
        ]),
    ),
  ];
  return sections.join('\n\n');
}

function summaryRow(judged: readonly Judged[], flag: QualityFlag): string[] {
  const has = (each: Judged) => each.verdict.flags.includes(flag);
  const real = judged.filter((each) => truthOf(each, flag) === true);
  const good = judged.filter((each) => each.spoiling === untouched);
  const otherwise = judged.filter((each) => each.spoiling !== untouched && truthOf(each, flag) === false);
  const found = real.filter(has).length;
  const alarms = good.filter(has).length;
  const others = otherwise.filter(has).length;
  return [
    flag,
    `${found} of ${real.length}`,
    shareOf(found, real.length),
    interval(found, real.length),
    `${alarms} of ${good.length}`,
    interval(alarms, good.length),
    `${others} of ${otherwise.length}`,
    shareOf(found, found + alarms + others),
  ];
}

function strengthRows(judged: readonly Judged[]): string[][] {
  return [...Map.groupBy(judged, ({ spoiling }) => spoiling)].map(([spoiling, all]) => [
    spoiling.kind,
    spoiling.strength,
    spoiling.about === null || spoiling.truth === 'no' ? 'none' : `${spoiling.about}: ${spoiling.truth}`,
    `${all.length}`,
    ...flags.map((flag) => shareOf(all.filter(({ verdict }) => verdict.flags.includes(flag)).length, all.length)),
    shareOf(all.filter(({ quality }) => quality.edgeWidth === null).length, all.length),
  ]);
}

/** What other thresholds would have brought, each flag by its own figure. */
function curves(judged: readonly Judged[]): string[] {
  const { maxEdgeWidth, minLight, maxMiddle } = defaultSettings.quality;
  const isLit = ({ light, middle }: QualityFigures) => light >= minLight && middle <= maxMiddle;
  return [
    curve(
      judged,
      'blurry',
      `sharpest edges wider than (default ${maxEdgeWidth})`,
      [2, 2.2, 2.4, 2.6, 2.8, 3, 3.5, 4],
      (figures, limit) => isLit(figures) && figures.edgeWidth !== null && figures.edgeWidth > limit,
    ),
    curve(
      judged,
      'too-dark',
      `brightest thirtieth below (default ${minLight})`,
      [40, 50, 60, 72, 85, 100, 120],
      (figures, limit) => figures.light < limit,
    ),
    curve(
      judged,
      'too-bright',
      `half of it above (default ${maxMiddle})`,
      [200, 215, 230, 235, 240, 245, 250],
      (figures, limit) => figures.middle > limit,
    ),
  ];
}

function curve(
  judged: readonly Judged[],
  flag: QualityFlag,
  heading: string,
  limits: readonly number[],
  isOver: (figures: QualityFigures, limit: number) => boolean,
): string {
  const real = judged.filter((each) => truthOf(each, flag) === true);
  const none = judged.filter((each) => truthOf(each, flag) === false);
  const good = none.filter((each) => each.spoiling === untouched);
  const share = (all: readonly Judged[], limit: number) =>
    shareOf(all.filter(({ quality }) => isOver(quality, limit)).length, all.length);
  return table(
    [`${flag}: ${heading}`, 'recall', 'false alarms: as they are', 'and spoilt otherwise'],
    limits.map((limit) => [`${limit}`, share(real, limit), share(good, limit), share(none, limit)]),
  );
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** Wilson's interval for a share, 95 %: honest for few pictures and for none found. */
export function interval(part: number, whole: number): string {
  if (whole === 0) return '–';
  const z = 1.96;
  const share = part / whole;
  const middle = share + (z * z) / (2 * whole);
  const reach = z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  const bound = (value: number) => (100 * Math.min(1, Math.max(0, value / (1 + (z * z) / whole)))).toFixed(1);
  return `${bound(middle - reach)} to ${bound(middle + reach)} %`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
