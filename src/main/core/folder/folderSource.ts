/** The source of hints that this system has. */

import type { OpenEventSource } from './eventSource.ts';
import { openFolderWatches } from './folderWatches.ts';
import { openPollingSource } from './pollingSource.ts';
import { openTreeWatch } from './treeWatch.ts';

export const openFolderSource: OpenEventSource = (root, options, onEvent) => {
  const open = options.polling ? openPollingSource : process.platform === 'linux' ? openFolderWatches : openTreeWatch;
  return open(root, options, onEvent);
};
