/** Settings, status, problems, and the commands about the folder as a whole. */
import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import type { Hono } from 'hono';
import { type Answer, bind, type Failure, fail, ok } from './bind.ts';
import { type ApiContext, noDepot } from './context.ts';

/** Null when the folder can be watched, else why not. */
async function refuseFolder(folder: string, dataFolder: string): Promise<Failure | null> {
  if (!isAbsolute(folder)) {
    return fail(400, 'folder-not-absolute', 'Give the whole path of the folder, from the drive or the root on.');
  }
  const facts = await stat(folder).catch((error: NodeJS.ErrnoException) => error);
  if (facts instanceof Error) {
    return facts.code === 'EACCES' || facts.code === 'EPERM'
      ? fail(400, 'folder-denied', 'Porchlight may not open this folder. Ask whoever looks after the computer.')
      : fail(
          400,
          'folder-not-found',
          'There is no folder at this place. Check the spelling, or whether the drive is connected.',
        );
  }
  if (!facts.isDirectory()) return fail(400, 'folder-is-a-file', 'That is a file. Choose the folder that it is in.');
  const inside = relative(resolve(folder), dataFolder);
  if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside))) {
    return fail(
      400,
      'folder-holds-data',
      'Porchlight’s own data lies in this folder. Choose the folder that the phones sync into.',
    );
  }
  return null;
}

export function settingsRoutes(app: Hono, context: ApiContext): void {
  bind(app, 'getStatus', () => ok(context.status()));
  bind(app, 'getSettings', () => ok(context.settings()));

  bind(app, 'putSettings', async (patch): Promise<Answer<ReturnType<typeof context.settings>>> => {
    const before = context.settings();
    if (patch.folder) {
      const refused = await refuseFolder(patch.folder, context.paths.logs.replace(/[\\/]logs$/, ''));
      if (refused) return refused;
    }
    const updated = await context.settingsStore.update(patch);
    if (!updated.ok) {
      return fail(updated.code === 'setting-invalid' ? 400 : 507, updated.code, updated.message);
    }
    context.announceSettings();
    context.depot()?.closerLook.wake();
    const root = context.depot()?.root;
    const newFolder = patch.folder && patch.folder !== root ? patch.folder : null;
    // A watcher is polling or not from its beginning.
    const watchAgain = Object.keys(patch).some((name) => name.startsWith('polling')) ? root : null;
    const opening = newFolder ?? watchAgain;
    if (opening) {
      const opened = await context.openFolder(opening);
      if (!opened.ok) return opened;
    } else if (changesWhatIsShown(patch)) {
      await context.depot()?.rematchAll(context.settings().timeZone !== before.timeZone);
    }
    return ok(context.settings());
  });

  bind(app, 'getProblems', () => {
    const depot = context.depot();
    return depot ? ok(depot.queries.problems.problems(context.clock())) : noDepot;
  });

  bind(app, 'scanNow', async () => {
    const depot = context.depot();
    if (!depot) return noDepot;
    void depot.intake.scan();
    return ok(context.status());
  });

  bind(app, 'rebuildIndex', () => context.rebuildIndex());
  bind(app, 'openSample', () => context.openSample());
}

/** Whether ties, flags or states rest on one of the changed settings. */
function changesWhatIsShown(patch: object): boolean {
  const inert = [
    'folder',
    'depotName',
    'podTarget',
    'colorScheme',
    'workers',
    'quietMode',
    'cacheMegabytes',
    'limits',
    'map',
    'exportFolder',
    ...['confirmations', 'email', 'webhook', 'pages', 'timeStamp'],
    ...['retention', 'eraseFromFolder', 'showViews'],
  ];
  return Object.keys(patch).some((name) => !inert.includes(name) && !/^(scan|polling)/.test(name));
}
