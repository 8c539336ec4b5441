/** Walks the folder it is given and prints what it found: run as another user by a test about permissions. */
import { walkFolder } from '#core/folder/walk.ts';

const walk = walkFolder(process.argv[2] as string);
const files: Array<{ path: string; problem: string | null }> = [];
for await (const batch of walk.batches) {
  for (const { path, problem } of batch) files.push({ path, problem: problem?.code ?? null });
}
process.stdout.write(JSON.stringify({ files, gaps: await walk.gaps }));
