/** `npm start -- [--folder DIR] [--data DIR]` */
import { openPorchlight } from './openPorchlight.ts';

await openPorchlight(process.argv.slice(2));
