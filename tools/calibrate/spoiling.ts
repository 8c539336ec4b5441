/**
 * The ways and strengths in which good pictures are spoilt, and what is true of a picture afterwards. Where a person would
 * hesitate, nothing is held to be true: those strengths are shown, and count neither way.
 *
 * *Blurry.* A picture of a doorstep shows some three metres across. Strokes of a house number (1.5 cm wide, 3 cm apart) run
 * into each other when the blur is as wide as they lie apart: a Gaussian of 0.5 % of the long side (1.5 cm; 3.5 cm wide at half
 * its height), a straight movement of 3 % (9 cm: a whole figure). Up to 0.2 % nothing of it is seen on a screen.
 *
 * *Too dark, too bright.* Four stops: a sixteenth of the right light, in which white is as dark as tarmac by day, or sixteen
 * times as much, in which cardboard, stone and paint are one white. Only for a picture that had the right light before.
 */
import type { QualityFlag } from '#core/domain/quality.ts';
import type { Random } from '#main/sample/random.ts';
import { exposed, gammaOf, grainy, moved, outOfFocus, type Picture } from './degradations.ts';

export interface Spoiling {
  kind: string;
  strength: string;
  /** The flag that it is about; null: it must bring none. */
  about: QualityFlag | null;
  /** `if the light was right`: of pictures that were neither dark nor bright before. */
  truth: 'yes' | 'no' | 'between' | 'yes, if the light was right';
  spoil(picture: Picture, random: Random): Picture;
  /** JPEG quality, 1 to 100. */
  jpeg: number;
}

/** As phones and messengers write. */
const usualJpeg = 85;
const percent = (share: number) => `${Number((share * 100).toFixed(2))} %`;

function make(
  [kind, strength]: [string, string],
  [about, truth]: [Spoiling['about'], Spoiling['truth']],
  spoil: Spoiling['spoil'],
  jpeg = usualJpeg,
): Spoiling {
  return { kind, strength, about, truth, spoil, jpeg };
}

const focusTruth = (sigma: number) => (sigma >= 0.005 ? 'yes' : sigma > 0.002 ? 'between' : 'no');
const movedTruth = (length: number) => (length >= 0.03 ? 'yes' : length > 0.005 ? 'between' : 'no');
const lightTruth = (stops: number) => {
  const far = Math.abs(stops);
  return far >= 4 ? 'yes, if the light was right' : far > 1 ? 'between' : 'no';
};

export const untouched = make(['as it is', ''], [null, 'no'], (picture) => picture);

export const spoilings: readonly Spoiling[] = [
  untouched,
  ...[0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.015].map((sigma) =>
    make(['out of focus', percent(sigma)], ['blurry', focusTruth(sigma)], (picture) => outOfFocus(picture, sigma)),
  ),
  ...[0.005, 0.01, 0.02, 0.03, 0.05].map((length) =>
    // Any way a hand may go; each picture another one.
    make(['moved', percent(length)], ['blurry', movedTruth(length)], (picture, random) =>
      moved(picture, length, random.between(0, 180)),
    ),
  ),
  make(['out of focus 0.75 %, grainy', '16'], ['blurry', 'yes'], (picture, random) =>
    grainy(outOfFocus(picture, 0.0075), 16, random),
  ),
  make(['out of focus 0.75 %, JPEG', '30'], ['blurry', 'yes'], (picture) => outOfFocus(picture, 0.0075), 30),
  make(['out of focus 0.75 %, stops', '-2'], ['blurry', 'yes'], (picture) => exposed(outOfFocus(picture, 0.0075), -2)),
  ...[8, 16].map((sigma) =>
    make(['grainy', `${sigma} of 255`], [null, 'no'], (picture, random) => grainy(picture, sigma, random)),
  ),
  ...[40, 15].map((quality) => make(['JPEG', `${quality}`], [null, 'no'], (picture) => picture, quality)),
  ...[0.5, 2].map((gamma) => make(['gamma', `${gamma}`], [null, 'no'], (picture) => gammaOf(picture, gamma))),
  // A sensor's own grain stays when light is lacking.
  ...[-6, -5, -4, -3, -2, -1].map((stops) =>
    make(['stops', `${stops}`], ['too-dark', lightTruth(stops)], (picture, random) =>
      grainy(exposed(picture, stops), 1.5, random),
    ),
  ),
  ...[1, 2, 3, 4, 5].map((stops) =>
    make(['stops', `+${stops}`], ['too-bright', lightTruth(stops)], (picture) => exposed(picture, stops)),
  ),
];
