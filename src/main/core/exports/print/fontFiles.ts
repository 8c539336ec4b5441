/**
 * The fonts of printed pages, embedded into each PDF: Noto Sans for Latin, Cyrillic, Greek and Devanagari, with its Hebrew and
 * Arabic. They ship inside npm packages, so that they are found from the sources and from out/ alike.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

export type FontFamily = 'latin' | 'hebrew' | 'arabic';
export type FontWeight = 'regular' | 'bold';

export interface PrintFont {
  /** Name under which a document registers it. */
  name: string;
  family: FontFamily;
  bytes: Buffer;
  has(codePoint: number): boolean;
}

const files: Record<FontFamily, Record<FontWeight, string>> = {
  latin: {
    regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
    bold: '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
  },
  hebrew: {
    regular: '@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
    bold: '@expo-google-fonts/noto-sans-hebrew/600SemiBold/NotoSansHebrew_600SemiBold.ttf',
  },
  arabic: {
    regular: '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
    bold: '@expo-google-fonts/noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf',
  },
};

const packages = createRequire(import.meta.url);
let loaded: Record<FontWeight, PrintFont[]> | null = null;

/** All fonts of a weight, in the order in which they are asked for a character. Read once in the life of a process. */
export function fontsOf(weight: FontWeight): readonly PrintFont[] {
  loaded ??= { regular: load('regular'), bold: load('bold') };
  return loaded[weight];
}

function load(weight: FontWeight): PrintFont[] {
  return (Object.keys(files) as FontFamily[]).map((family) => {
    const bytes = readFileSync(packages.resolve(files[family][weight]));
    const font = create(bytes) as Font;
    return {
      name: `${family}-${weight}`,
      family,
      bytes,
      has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    };
  });
}
