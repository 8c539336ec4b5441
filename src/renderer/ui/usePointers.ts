/** Wheel, drag, pinch, swipe and double click on a picture, as steps of zoom and pan. */
import { useEffect, useRef } from 'react';
import type { Point } from './pictureView.ts';

/** A finger that went this far sideways, and at least twice as far as up or down, has swiped; pixels. */
const swipeLength = 48;

export interface PointerActions {
  zoomBy(factor: number, at: Point): void;
  move(dx: number, dy: number): void;
  toggle(at: Point): void;
  /** One finger went sideways over the whole picture; +1: to the left, so the next is asked for. */
  swipe(by: 1 | -1): void;
}

/** Hook: the picture under the pointer; points are measured from the stage's middle. */
export function usePointers(stage: React.RefObject<HTMLElement | null>, actions: PointerActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const down = new Map<number, Point>();
    /** Where the only finger came down; null once there were two. */
    let touched: Point | null = null;
    const fromMiddle = ({ clientX, clientY }: MouseEvent): Point => {
      const box = element.getBoundingClientRect();
      return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
    };

    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      // A pinch on a touch pad arrives as wheel + Ctrl, in much smaller steps.
      const speed = event.ctrlKey ? 0.01 : 0.0018;
      latest.current.zoomBy(Math.exp(-event.deltaY * speed), fromMiddle(event));
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0 || (event.target as HTMLElement).closest('button')) return;
      down.set(event.pointerId, fromMiddle(event));
      touched = down.size === 1 && event.pointerType !== 'mouse' ? fromMiddle(event) : null;
    };
    const onMove = (event: PointerEvent) => {
      const before = down.get(event.pointerId);
      if (!before) return;
      const now = fromMiddle(event);
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      down.set(event.pointerId, now);
      if (!other) return latest.current.move(now.x - before.x, now.y - before.y);
      const spread = (point: Point) => Math.hypot(point.x - other.x, point.y - other.y);
      latest.current.zoomBy(spread(now) / Math.max(1, spread(before)), {
        x: (now.x + other.x) / 2,
        y: (now.y + other.y) / 2,
      });
    };
    const onUp = (event: PointerEvent) => {
      if (!down.delete(event.pointerId) || touched === null || event.type !== 'pointerup') return;
      const now = fromMiddle(event);
      const [dx, dy] = [now.x - touched.x, now.y - touched.y];
      touched = null;
      if (Math.abs(dx) >= swipeLength && Math.abs(dx) > 2 * Math.abs(dy)) latest.current.swipe(dx < 0 ? 1 : -1);
    };
    const onDouble = (event: MouseEvent) => {
      if (!(event.target as HTMLElement).closest('button')) latest.current.toggle(fromMiddle(event));
    };

    const ends = new AbortController();
    const { signal } = ends;
    // Not passive: the wheel zooms here and must not scroll anything else.
    element.addEventListener('wheel', onWheel, { passive: false, signal });
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('dblclick', onDouble, { signal });
    window.addEventListener('pointermove', onMove, { signal });
    window.addEventListener('pointerup', onUp, { signal });
    window.addEventListener('pointercancel', onUp, { signal });
    return () => ends.abort();
  }, [stage]);
}
