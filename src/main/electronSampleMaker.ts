/** The sample maker inside an Electron utility process. */
import { keepSharpFromGlib } from '#main/sharpWithoutGlib.ts';

keepSharpFromGlib();
await import('#main/makeSample.ts');
