/** Photos dragged onto a stop, with the mouse, a pen or a finger. Whatever it does, keys and buttons do too. */
import {
  type PointerEvent as ReactPointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { StopId } from '#shared/ids.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';

/** A hand that only presses moves less than this; pixels. */
const slack = 6;
/** Near an edge of the stops they scroll by themselves; pixels, and pixels a frame. */
const edge = 40;
const scrollStep = 9;

/** Names the stop that an element stands for; a drop on it, or on anything inside, lays the photos there. */
export const dropAttribute = 'data-drop-stop';
/** Marks what scrolls while something is dragged over its edge. */
export const dropListAttribute = 'data-drop-list';

export interface StrayDrag {
  /** What is being dragged; null: nothing. */
  dragged: readonly UnmatchedPhoto[] | null;
  begin: (key: string, event: ReactPointerEvent) => void;
  /** The little picture beside the pointer. */
  ghost: RefObject<HTMLDivElement | null>;
}

/**
 * Hook: follows the pointer from the press on a row. Targets are found under the pointer, so that rows of a list of any
 * length can come and go. Escape lets go.
 * @param photosOf what a drag of this row takes along.
 */
export function useStrayDrag(
  photosOf: (key: string) => readonly UnmatchedPhoto[],
  onDrop: (photos: readonly UnmatchedPhoto[], stopId: StopId) => void,
): StrayDrag {
  const [dragged, setDragged] = useState<readonly UnmatchedPhoto[] | null>(null);
  const ghost = useRef<HTMLDivElement | null>(null);
  const latest = useRef({ photosOf, onDrop });
  useEffect(() => {
    latest.current = { photosOf, onDrop };
  });
  const letGo = useRef<(() => void) | null>(null);
  useEffect(() => () => letGo.current?.(), []);

  const begin = useCallback((key: string, press: ReactPointerEvent) => {
    if (press.button !== 0 || !press.isPrimary) return;
    letGo.current?.();
    letGo.current = followPointer(press.nativeEvent, {
      start() {
        const photos = latest.current.photosOf(key);
        setDragged(photos.length === 0 ? null : photos);
        return photos.length > 0;
      },
      move: (at) => placeGhost(ghost.current, at),
      drop: (stopId) => latest.current.onDrop(latest.current.photosOf(key), stopId),
      end: () => setDragged(null),
    });
  }, []);
  return { dragged, begin, ghost };
}

interface Point {
  clientX: number;
  clientY: number;
}

interface DragSteps {
  /** The press has become a drag. False: there is nothing to drag. */
  start(): boolean;
  move(at: Point): void;
  drop(stopId: StopId): void;
  end(): void;
}

/** @returns lets go without dropping. */
function followPointer(press: PointerEvent, steps: DragSteps): () => void {
  let dragging = false;
  let at: Point = press;
  let target: Element | null = null;
  let frame = 0;
  const ends = new AbortController();
  const { signal } = ends;

  function aim(): void {
    const under = document.elementFromPoint(at.clientX, at.clientY)?.closest(`[${dropAttribute}]`) ?? null;
    if (under === target) return;
    target?.removeAttribute('data-over');
    under?.setAttribute('data-over', 'true');
    target = under;
  }
  function eachFrame(): void {
    scrollAtEdge(at);
    aim();
    frame = requestAnimationFrame(eachFrame);
  }
  function onMove(event: PointerEvent): void {
    if (event.pointerId !== press.pointerId) return;
    at = event;
    if (!dragging) {
      const [dx, dy] = [event.clientX - press.clientX, event.clientY - press.clientY];
      if (Math.hypot(dx, dy) < slack) return;
      if (!steps.start()) {
        finish();
        return;
      }
      dragging = true;
      document.documentElement.style.cursor = 'grabbing';
      frame = requestAnimationFrame(eachFrame);
    }
    steps.move(at);
  }
  function onUp(event: PointerEvent): void {
    if (event.pointerId !== press.pointerId) return;
    if (dragging) {
      at = event;
      aim();
      // The release must not count as a click on what lies under it.
      const swallow = (click: MouseEvent) => click.stopPropagation();
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
    }
    const stopId = dragging ? (target?.getAttribute(dropAttribute) ?? null) : null;
    finish();
    if (stopId !== null) steps.drop(stopId);
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !dragging) return;
    event.preventDefault();
    event.stopPropagation();
    finish();
  }
  function finish(): void {
    ends.abort();
    cancelAnimationFrame(frame);
    target?.removeAttribute('data-over');
    document.documentElement.style.cursor = '';
    if (dragging) steps.end();
    dragging = false;
  }

  window.addEventListener('pointermove', onMove, { signal });
  window.addEventListener('pointerup', onUp, { signal });
  window.addEventListener('pointercancel', finish, { signal });
  window.addEventListener('keydown', onKey, { signal, capture: true });
  return finish;
}

function scrollAtEdge({ clientX, clientY }: Point): void {
  const list = document.elementFromPoint(clientX, clientY)?.closest(`[${dropListAttribute}]`);
  const scroller = list?.querySelector('[role="listbox"]') ?? list;
  if (!scroller) return;
  const box = scroller.getBoundingClientRect();
  if (clientY < box.top + edge) scroller.scrollTop -= scrollStep;
  else if (clientY > box.bottom - edge) scroller.scrollTop += scrollStep;
}

function placeGhost(ghost: HTMLDivElement | null, { clientX, clientY }: Point): void {
  if (ghost) ghost.style.transform = `translate(${clientX + 14}px, ${clientY + 12}px)`;
}
