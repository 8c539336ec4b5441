/** Files that are dropped anywhere on the page. */
import { useEffect, useRef, useState } from 'react';

/** What was dropped: files, or a sentence on why that can't be taken. */
export type Dropped = { ok: true; files: readonly [File, ...File[]] } | { ok: false; message: string };

/** Hook: takes files dropped on the window for as long as the page is shown. @returns true while one hovers over it. */
export function useDroppedFile(onDrop: (dropped: Dropped) => void): boolean {
  const [hovering, setHovering] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    // Entering a child comes before leaving its parent: only the sum tells whether the pointer is still in the window.
    let depth = 0;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onEnter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setHovering(true);
    };
    const onOver = (event: DragEvent) => {
      if (!holdsFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const onLeave = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setHovering(false);
    };
    const onDropEvent = (event: DragEvent) => {
      if (!holdsFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      depth = 0;
      setHovering(false);
      latest.current(readDropped(event.dataTransfer));
    };
    const ends = new AbortController();
    const { signal } = ends;
    window.addEventListener('dragenter', onEnter, { signal });
    window.addEventListener('dragover', onOver, { signal });
    window.addEventListener('dragleave', onLeave, { signal });
    window.addEventListener('drop', onDropEvent, { signal });
    return () => ends.abort();
  }, []);
  return hovering;
}

function readDropped(transfer: DataTransfer): Dropped {
  // A folder comes as a "file" that can't be read; only the entry tells.
  if (transfer.items[0]?.webkitGetAsEntry()?.isDirectory) {
    return { ok: false, message: 'That is a folder. Drop the file itself.' };
  }
  const [first, ...others] = transfer.files;
  if (!first) return { ok: false, message: 'There was no file in what you dropped.' };
  return { ok: true, files: [first, ...others] };
}
