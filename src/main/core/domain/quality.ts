/** What a picture shows of itself: blurred, too dark, too bright, too small. The thresholds and how they were found: docs/quality.md. */
import type { Settings } from '#shared/settings.ts';
import type { Flag } from '#shared/words.ts';

/** Measured on the picture at the one fixed size, that of its thumbnail. */
export interface QualityFigures {
  /** Width of its sharpest edges in pixels, to a tenth; null where it has too few edges to say so. */
  edgeWidth: number | null;
  /** Luma that the brightest thirtieth of it reaches, 0 to 255: a door in the light of a flash is enough. */
  light: number;
  /** Luma that half of it reaches, 0 to 255. */
  middle: number;
}

export type QualityFlag = Extract<Flag, 'blurry' | 'too-dark' | 'too-bright' | 'too-small'>;

export interface JudgedPicture {
  /** Pixels, upright. */
  width: number;
  height: number;
  /** Null: not measured yet. */
  quality: QualityFigures | null;
}

export interface QualityVerdict {
  flags: QualityFlag[];
  /** Why it has each of them, or why its sharpness can't be judged; empty for a good picture. */
  sentences: string[];
}

export function judgeQuality({ width, height, quality }: JudgedPicture, limits: Settings['quality']): QualityVerdict {
  const flags: QualityFlag[] = [];
  const sentences: string[] = [];
  const find = (flag: QualityFlag, sentence: string) => {
    flags.push(flag);
    sentences.push(sentence);
  };
  if (quality) {
    const { edgeWidth, light, middle } = quality;
    const isDark = light < limits.minLight;
    const isBright = middle > limits.maxMiddle;
    // Nothing is sharp in the dark: a black or white picture is told as that, not as blurry too.
    if (!isDark && !isBright) {
      if (edgeWidth === null) sentences.push(cannotBeJudged);
      else if (edgeWidth > limits.maxEdgeWidth) find('blurry', blurrySentence(edgeWidth, limits.maxEdgeWidth));
    }
    if (isDark) find('too-dark', darkSentence(light, limits.minLight));
    if (isBright) find('too-bright', brightSentence(middle, limits.maxMiddle));
  }
  const shortSide = Math.min(width, height);
  if (shortSide < limits.minShortSide) {
    find('too-small', `Too small: its shorter side has ${shortSide} pixels; ${limits.minShortSide} are needed.`);
  }
  return { flags, sentences };
}

const cannotBeJudged = 'Its sharpness can’t be judged: there is hardly an edge in it, as with a bare wall or in fog.';

function blurrySentence(edgeWidth: number, limit: number): string {
  return `Blurry: at the size of its thumbnail its sharpest edges are ${edgeWidth.toFixed(1)} pixels wide; ${limit.toFixed(1)} is the limit.`;
}

function darkSentence(light: number, limit: number): string {
  return `Too dark: all but a thirtieth of it is as dark as ${light} of 255, or darker; ${limit} is the least.`;
}

function brightSentence(middle: number, limit: number): string {
  return `Too bright: half of it is as bright as ${middle} of 255, or brighter; ${limit} is the limit.`;
}
