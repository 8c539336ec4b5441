/** Whether the search box is open: it is asked for by keys, by a button and by the desktop's menu (`features/search`). */
import { createValueStore } from './valueStore.ts';

export const searchBox = createValueStore(false);
