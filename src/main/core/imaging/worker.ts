/** Entry of the imaging worker: a child process that answers one request after another. */
import { comparePictures } from './comparePictures.ts';
import { readLabels } from './labels.ts';
import { dieWithParent } from './orphanGuard.ts';
import { parentChannel } from './parentChannel.ts';
import { readPicture } from './readPicture.ts';
import { renderPicture } from './renderPicture.ts';
import type { WorkerMemory, WorkerReply, WorkerRequest } from './workerMessages.ts';

/**
 * Bytes. Measured peaks: 450 MB on a progressive JPEG of 108 megapixels, 820 MB on an interlaced PNG of 225. A file that takes
 * more is ended with its worker, three times, and then set aside like one that crashes it.
 */
const mostMemory = 1536 * 1024 * 1024;

const channel = parentChannel();
if (channel === null) throw new Error('The imaging worker is started by Porchlight, not by hand.');

dieWithParent({ mostMemory });
const reply = (message: WorkerReply) => channel.send(message);

let previous: Promise<void> = Promise.resolve();
channel.onMessage((message) => {
  const request = message as WorkerRequest;
  previous = previous.then(() => answer(request));
});
reply({ kind: 'ready' });

/** An exception is a bug: it ends the process, and the pool counts it against the file. */
async function answer(request: WorkerRequest): Promise<void> {
  reply({ kind: 'done', id: request.id, result: await resultOf(request), memory: memory() });
}

function resultOf(request: WorkerRequest) {
  switch (request.kind) {
    case 'read':
      return readPicture(request.job);
    case 'render':
      return renderPicture(request.job);
    case 'labels':
      return readLabels(request.job);
    case 'compare':
      return comparePictures(request.job);
  }
}

function memory(): WorkerMemory {
  // `maxRSS` is in kilobytes on every system.
  return { resident: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 };
}
