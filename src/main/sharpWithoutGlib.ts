/** sharp inside Electron on Linux: the WebAssembly build, as Electron's own GLib clashes with the native one's (electron#46323). */
import { registerHooks } from 'node:module';

/** Must run before sharp is first imported. Without its native build sharp takes @img/sharp-wasm32 by itself. */
export function keepSharpFromGlib(platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'linux') return;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (!specifier.startsWith('@img/sharp-linux')) return nextResolve(specifier, context);
      throw Object.assign(new Error(`${specifier} is not used in Electron`), { code: 'MODULE_NOT_FOUND' });
    },
  });
}
