/** `npm run build`: builds out/ and shows the builder's warnings; any warning is a failure. */
import { build } from './building.ts';

const result = await build();
if (!result.ok) {
  process.stderr.write(`${result.message}\n`);
  process.exitCode = 1;
} else if (result.output.trim() !== '') {
  process.stderr.write(`The build warned:\n${result.output}`);
  process.exitCode = 1;
} else {
  process.stdout.write('Built out/main, out/preload and out/renderer.\n');
}
