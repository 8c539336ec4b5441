/**
 * Entry of the model's process: looks at one picture after another. It opens the files that Porchlight rendered for it and its
 * own, and nothing else.
 */
import { dieWithParent } from '#core/imaging/orphanGuard.ts';
import { parentChannel } from '#core/imaging/parentChannel.ts';
import type { ModelReply, ModelRequest, PersonModelFiles } from './contract.ts';
import { dieAbove } from './memoryGuard.ts';
import { damagedModelFile } from './modelFiles.ts';
import { createPersonFinder, type PersonFinder } from './personFinder.ts';
import { readRawPicture } from './rawPicture.ts';

/** It stands at some 250 MB; three times that is no honest picture's doing. */
const mostMemory = 750 * 1024 * 1024;

const channel = parentChannel();
if (channel === null) throw new Error('The model’s process is started by Porchlight, not by hand.');

dieWithParent();
dieAbove(mostMemory);
const reply = (message: ModelReply) => channel.send(message);

let find: PersonFinder | null = null;
let previous: Promise<void> = Promise.resolve();
channel.onMessage((message) => {
  const request = message as ModelRequest;
  previous = previous.then(() => (request.kind === 'load' ? load(request.files) : look(request)));
});
reply({ kind: 'started' });

async function load(files: PersonModelFiles): Promise<void> {
  const damaged = await damagedModelFile(files);
  if (damaged !== null) return reply({ kind: 'unusable', why: damaged });
  try {
    find = await createPersonFinder(files);
    reply({ kind: 'ready' });
  } catch (error) {
    reply({ kind: 'unusable', why: `this computer can’t run it (${(error as Error).message})` });
  }
}

/** An exception is a bug: it ends the process, and the picture is blamed for it. */
async function look({ id, picturePath }: ModelRequest & { kind: 'look' }): Promise<void> {
  const picture = await readRawPicture(picturePath);
  const people = picture && find ? find(picture) : null;
  // `maxRSS` is in kilobytes on every system.
  const memory = { resident: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 };
  reply({ kind: 'done', id, people, memory });
}
