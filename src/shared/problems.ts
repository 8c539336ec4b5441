/** Files and rows that need a look. Units as in `views.ts`. */
import { z } from 'zod';
import { serviceDateSchema } from './ids.ts';
import { fileProblemCodes, pendingReasons } from './words.ts';

const count = z.number().int().min(0);
const time = z.number().int();

/** A file or manifest row that needs a look. */
export const fileProblemSchema = z.object({
  id: z.string(),
  name: z.string(),
  folder: z.string(),
  code: z.enum(fileProblemCodes),
  message: z.string(),
  advice: z.string(),
  seenAt: time,
});
export const pendingFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  folder: z.string(),
  reason: z.enum(pendingReasons),
  message: z.string(),
  since: time,
});
/** What can't be read in a file. `line` null: it is about the whole file; `column` null: about the whole row. */
export const lineProblemSchema = z.object({
  line: z.number().int().nullable(),
  column: z.string().nullable(),
  message: z.string(),
});
export type LineProblem = z.infer<typeof lineProblemSchema>;
export const manifestProblemSchema = lineProblemSchema.extend({ file: z.string() });
export const manifestFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  imported: z.boolean(),
  kind: z.string(),
  rows: count,
  problems: count,
  readAt: time,
  dates: z.array(serviceDateSchema),
  /** What this file changed in what was known before, in sentences. */
  changes: z.array(z.string()),
});
export const problemsViewSchema = z.object({
  unreadable: z.array(fileProblemSchema),
  pending: z.array(pendingFileSchema),
  manifestProblems: z.array(manifestProblemSchema),
  manifestProblemsTotal: count,
  manifests: z.array(manifestFileSchema),
  missingFiles: count,
});
export type FileProblem = z.infer<typeof fileProblemSchema>;
export type PendingFile = z.infer<typeof pendingFileSchema>;
export type ManifestProblemView = z.infer<typeof manifestProblemSchema>;
export type ManifestFileView = z.infer<typeof manifestFileSchema>;
export type ProblemsView = z.infer<typeof problemsViewSchema>;
