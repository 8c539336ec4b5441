/**
 * `npm run make-sample -- --out DIR [--routes N] [--stops N] [--seed S] [--date D] [--pixels 12mp|2mp] [--faults none|typical|heavy] [--history N]`
 *
 * Also the child process behind "look at the sample depot": away from a terminal the last line of stdout is one JSON object
 * (`{ ok: true, folder, truthFile, timeZone, depotName, … }`), and an IPC parent is told `{ done, total }` as pictures are written. Exit 2: unusable arguments or place.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { serviceDateSchema } from '#shared/ids.ts';
import { makeSample, type SampleResult } from './sample/makeSample.ts';

const argumentsSchema = z.object({
  out: z.string().min(1),
  routes: z.coerce.number().int().min(1).max(400).optional(),
  stops: z.coerce.number().int().min(1).max(400).optional(),
  seed: z.coerce.number().int().optional(),
  date: serviceDateSchema.optional(),
  pixels: z.enum(['12mp', '2mp']).optional(),
  faults: z.enum(['none', 'typical', 'heavy']).optional(),
  history: z.coerce.number().int().min(0).max(366).optional(),
});

function readArguments() {
  try {
    const { values } = parseArgs({
      options: Object.fromEntries(
        Object.keys(argumentsSchema.shape).map((name) => [name, { type: 'string' as const }]),
      ),
    });
    return argumentsSchema.safeParse(values);
  } catch (error) {
    return { success: false as const, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function tell(result: SampleResult): void {
  if (!process.stdout.isTTY) {
    console.log(JSON.stringify(result));
  } else if (result.ok) {
    const { history } = result;
    const before = history
      ? ` ${history.days} service days before it have ${history.stops} stops and ${history.photoFiles} photos.`
      : '';
    console.log(
      `A sample depot stands in ${result.folder}: ${result.routes} routes, ${result.stops} stops, ${result.photoFiles} photos on ${result.serviceDate}.${before} The truth about that day is in ${result.truthFile}.`,
    );
  }
  if (!result.ok) {
    console.error(result.message);
    process.exitCode = 2;
  }
}

const read = readArguments();
if (read.success) {
  const { out, ...rest } = read.data;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  tell(
    await makeSample({
      out: resolve(out),
      ...given,
      onProgress: (done, total) => {
        process.send?.({ done, total });
        if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} pictures${done === total ? '\n' : ''}`);
      },
    }),
  );
} else {
  const what =
    read.error instanceof z.ZodError ? z.prettifyError(read.error).replaceAll('\n', ' ') : read.error.message;
  console.error(
    `${what}\nUse: make-sample --out DIR [--routes N] [--stops N] [--seed S] [--date YYYY-MM-DD] [--pixels 12mp|2mp] [--faults none|typical|heavy] [--history N]`,
  );
  process.exitCode = 2;
}
