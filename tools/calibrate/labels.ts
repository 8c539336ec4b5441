/**
 * `npm run --silent calibrate -- labels [--pictures N] [--seed S] [--photos DIR]`: how many labels are read, by what they are
 * and how they lie, and whether anything is read that is not there. The pictures behind them are real.
 */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readLabels } from '#core/imaging/labels.ts';
import { createRandom, type Random } from '#main/sample/random.ts';
import { sharedFile } from '#tests/fixtures/sharedData.ts';
import type { Calibration } from './calibrate.ts';
import {
  type LabelFormat,
  type LabelPlan,
  labelFormats,
  layLabel,
  lights,
  readBackground,
} from './labelledPictures.ts';

/** Narrower than this a phone's own scanner does not read either (issue 4). */
const leastModule = 2.5;
const limits = { megabytes: 100, megapixels: 250, seconds: 20 };
/** Smaller pictures hold no label of 15 % of their width that anybody could read. */
const leastWidth = 1200;

interface Trial {
  plan: LabelPlan;
  module: number;
  outcome: 'read' | 'missed' | 'wrong';
  /** What was read and does not stand on it. */
  wrong: string[];
  /** Of processor time. */
  milliseconds: number;
}

export async function calibrate(argv: string[]): Promise<Calibration> {
  let values: { pictures: string; seed: string; photos?: string | undefined };
  try {
    ({ values } = parseArgs({
      args: argv,
      options: {
        pictures: { type: 'string', default: '160' },
        seed: { type: 'string', default: 'labels' },
        photos: { type: 'string' },
      },
    }));
  } catch (error) {
    return { ok: false, message: (error as Error).message };
  }
  const count = Number(values.pictures);
  if (!Number.isInteger(count) || count < 1) return { ok: false, message: '--pictures takes a whole number above 0.' };
  const root = values.photos ?? sharedFile('photos');
  const photos = picturesIn(root);
  if (photos.length === 0)
    return { ok: false, message: `There are no pictures in “${root}”; say where: --photos DIR.` };

  const folder = mkdtempSync(join(tmpdir(), 'porchlight-labels-'));
  try {
    const unlabelled = await readUnlabelled(photos);
    const trials = await layAndRead(folder, photos, count, createRandom(values.seed));
    return { ok: true, report: reportOf(trials, unlabelled) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function picturesIn(root: string): string[] {
  return (readdirSync(root, { recursive: true }) as string[])
    .filter((name) => /\.(jpe?g|png|webp|heic|avif)$/i.test(name) && !name.startsWith('damaged'))
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

interface Unlabelled {
  pictures: number;
  found: string[];
  times: Array<{ milliseconds: number }>;
}

async function readUnlabelled(photos: readonly string[]): Promise<Unlabelled> {
  const result: Unlabelled = { pictures: 0, found: [], times: [] };
  for (const path of photos) {
    const { texts, milliseconds } = await timed(path);
    result.pictures++;
    result.found.push(...texts);
    result.times.push({ milliseconds });
  }
  return result;
}

async function timed(path: string): Promise<{ texts: string[]; milliseconds: number }> {
  const before = process.cpuUsage();
  const result = await readLabels({ path, limits });
  const { user, system } = process.cpuUsage(before);
  const texts = result.ok ? result.codes.map((code) => code.text) : [];
  return { texts, milliseconds: (user + system) / 1000 };
}

async function layAndRead(folder: string, photos: readonly string[], count: number, random: Random): Promise<Trial[]> {
  const backgrounds = [];
  for (const path of photos) {
    const background = await readBackground(path).catch(() => null);
    if (background !== null && background.width >= leastWidth) backgrounds.push(background);
  }
  const trials: Trial[] = [];
  for (let n = 0; trials.length < count; n++) {
    const own = random.branch(`${n}`);
    const background = own.pick(backgrounds);
    const plan = planOf(labelFormats[n % labelFormats.length] as LabelFormat, own);
    const picture = await layLabel(background, plan, own);
    if (picture === null || picture.module < leastModule) continue;
    const path = join(folder, 'labelled.jpg');
    writeFileSync(path, picture.jpeg);
    const { texts, milliseconds } = await timed(path);
    const wrong = texts.filter((text) => text !== plan.text);
    const outcome = wrong.length > 0 ? 'wrong' : texts.length > 0 ? 'read' : 'missed';
    trials.push({ plan, module: picture.module, outcome, wrong, milliseconds });
    if (process.stderr.isTTY) process.stderr.write(`\r${trials.length} of ${count} labels`);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  return trials;
}

function planOf(format: LabelFormat, random: Random): LabelPlan {
  return {
    format,
    text: textOf(format, random),
    share: random.between(0.15, 0.6),
    angle: random.between(0, 180),
    blur: random.pick([0, 0.7, 1.4]),
    light: random.pick(lights),
    across: random.next(),
    down: random.next(),
  };
}

/** As carriers fill them: the id alone, an address of the web that ends in it, the id and where it goes. */
function textOf(format: LabelFormat, random: Random): string {
  const id = `TBA${random.whole(100_000_000_000, 999_999_999_999)}`;
  switch (format) {
    case 'Code128':
      return id;
    case 'QRCode':
      return random.pick([id, `https://track.example.com/p/${id}`]);
    case 'DataMatrix':
      return random.pick([id, `${id}|90012|R${random.whole(100, 999)}`]);
    case 'PDF417':
      return random.pick([id, `${id}|90012|R${random.whole(100, 999)}|1 OF 1`]);
  }
}

function reportOf(trials: readonly Trial[], unlabelled: Unlabelled): string {
  const lines: string[] = [];
  const table = (title: string, keyOf: (trial: Trial) => string, order?: readonly string[]) => {
    const groups = Map.groupBy(trials, keyOf);
    const keys = order ?? [...groups.keys()].sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b));
    lines.push('', `| ${title} | labels | read | wrong |`, '|---|---:|---:|---:|');
    for (const key of keys) {
      const group = groups.get(key) ?? [];
      const read = group.filter((trial) => trial.outcome === 'read').length;
      const wrong = group.filter((trial) => trial.outcome === 'wrong').length;
      lines.push(`| ${key} | ${group.length} | ${percent(read, group.length)} | ${wrong} |`);
    }
  };
  const read = trials.filter((trial) => trial.outcome === 'read').length;
  const wrong = trials.flatMap((trial) => trial.wrong);
  lines.push(
    `Labels with modules of ${leastModule} pixels and more: ${trials.length}; read ${percent(read, trials.length)}, wrongly ${wrong.length}.`,
    `Real pictures without a label: ${unlabelled.pictures}; codes read in them: ${unlabelled.found.length}.`,
  );
  for (const text of [...wrong, ...unlabelled.found]) lines.push(`Read and not there: ${JSON.stringify(text)}`);
  table('format', (trial) => trial.plan.format, labelFormats);
  table('share of the width', ({ plan }) => band(plan.share * 100, [15, 20, 30, 45, 60], ' %'));
  table('pixels a module', (trial) => band(trial.module, [2.5, 3, 4, 6, 10, 100], ' px'));
  table('turned by', ({ plan }) => band(plan.angle, [0, 30, 60, 90, 120, 150, 180], '°'));
  table('blur (sigma)', ({ plan }) => `${plan.blur.toFixed(1)} px`);
  table('light', ({ plan }) => plan.light, lights);
  lines.push('', '| processor time a picture | pictures | p50 | p95 |', '|---|---:|---:|---:|');
  const byKind = [
    ['with a label', trials],
    ['without one', unlabelled.times],
  ] as const;
  for (const [kind, times] of byKind) {
    const sorted = times.map((each) => each.milliseconds).sort((a, b) => a - b);
    const at = (share: number) => `${Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)} ms`;
    lines.push(`| ${kind} | ${sorted.length} | ${at(0.5)} | ${at(0.95)} |`);
  }
  return lines.join('\n').trim();
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** `2.5 to 3 px`. */
function band(value: number, edges: readonly number[], unit: string): string {
  const above = edges.findIndex((edge) => value < edge);
  const top = above === -1 ? edges.length - 1 : Math.max(1, above);
  return `${edges[top - 1]} to ${edges[top]}${unit}`;
}
