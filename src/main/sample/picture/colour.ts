/** Colours as `#rrggbb`, made lighter, darker, mixed. */
import type { Random } from '#main/sample/random.ts';

function channelsOf(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** The colour at `share` of the way from one to the other. */
export function mixed(one: string, other: string, share: number): string {
  const [from, to] = [channelsOf(one), channelsOf(other)];
  const value = from.map((channel, at) => Math.round(channel + ((to[at] ?? 0) - channel) * share));
  return `#${value.map((channel) => Math.max(0, Math.min(255, channel)).toString(16).padStart(2, '0')).join('')}`;
}

export const lighter = (colour: string, share: number) => mixed(colour, '#ffffff', share);
export const darker = (colour: string, share: number) => mixed(colour, '#07080c', share);

/** A few neighbours of a colour: bricks of one kiln, leaves of one bush. */
export function kin(random: Random, colour: string, count: number, spread: number): string[] {
  return Array.from({ length: count }, () => {
    const tone = random.between(-spread, spread);
    const warm = mixed(colour, random.chance(0.5) ? '#c08050' : '#6080a0', random.between(0, spread * 0.5));
    return tone > 0 ? lighter(warm, tone) : darker(warm, -tone);
  });
}
