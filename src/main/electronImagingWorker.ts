/** The imaging worker inside an Electron utility process. */
import { keepSharpFromGlib } from '#main/sharpWithoutGlib.ts';

keepSharpFromGlib();
await import('#core/imaging/worker.ts');
