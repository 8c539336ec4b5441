/** The picture with its boxes: drawn by mouse or finger, moved, sized and removed by pointer or keys. */
import { type KeyboardEvent, type PointerEvent, type Ref, useId, useImperativeHandle, useRef, useState } from 'react';
import classes from './BoxCanvas.module.css';
import { type Box, boxAfterKey, boxBetween, boxWords, mostBoxes, moveBox, type Spot, sizeBox } from './boxes.ts';

export interface BoxCanvasHandle {
  /** Gives a box the focus; the canvas itself when there is none. */
  focus(index: number): void;
}

interface BoxCanvasProps {
  imageUrl: string;
  alt: string;
  boxes: readonly Box[];
  /** What is outside the boxes is hidden, and not what is in them. */
  outside: boolean;
  /** @param done false while a gesture is under way */
  onChange: (boxes: Box[], done: boolean) => void;
  onBroken: () => void;
  ref?: Ref<BoxCanvasHandle>;
}

/** What the pointer is doing. */
type Gesture =
  | { kind: 'draw'; from: Spot; boxes: readonly Box[] }
  | { kind: 'move' | 'size'; from: Spot; index: number; box: Box; boxes: readonly Box[] };

export function BoxCanvas({ imageUrl, alt, boxes, outside, onChange, onBroken, ref }: BoxCanvasProps) {
  const canvas = useRef<HTMLDivElement>(null);
  const gesture = useRef<Gesture | null>(null);
  const [drawing, setDrawing] = useState(false);
  useImperativeHandle(ref, () => ({
    focus: (index) => canvas.current?.querySelectorAll('button')[index]?.focus(),
  }));

  function spotOf({ clientX, clientY }: PointerEvent): Spot {
    const area = canvas.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return { x: (clientX - area.left) / area.width, y: (clientY - area.top) / area.height };
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const target = event.target as HTMLElement;
    const at = target.closest<HTMLElement>('[data-box]');
    const index = at === null ? -1 : Number(at.dataset.box);
    const box = boxes[index];
    const from = spotOf(event);
    if (box) {
      const kind = target.closest('[data-corner]') ? 'size' : 'move';
      gesture.current = { kind, from, index, box, boxes };
    } else if (boxes.length < mostBoxes) {
      // A press on the picture would select it, or drag it away.
      event.preventDefault();
      gesture.current = { kind: 'draw', from, boxes };
      setDrawing(true);
    }
    canvas.current?.setPointerCapture(event.pointerId);
  }

  function onPointerMove(event: PointerEvent): void {
    const now = gesture.current;
    if (now) onChange(boxesAfter(now, spotOf(event)), false);
  }

  function onPointerUp(event: PointerEvent): void {
    const now = gesture.current;
    if (!now) return;
    gesture.current = null;
    setDrawing(false);
    onChange(boxesAfter(now, spotOf(event)), true);
  }

  function onPointerCancel(): void {
    const now = gesture.current;
    gesture.current = null;
    setDrawing(false);
    if (now) onChange([...now.boxes], true);
  }

  function onBoxKey(event: KeyboardEvent, index: number): void {
    const box = boxes[index];
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      onChange(boxes.toSpliced(index, 1), true);
      return;
    }
    const changed = boxAfterKey(box, event.key, event.shiftKey);
    if (!changed) return;
    event.preventDefault();
    onChange(boxes.with(index, changed), true);
  }

  return (
    // Drawing is for pointers; for the keys there is the button that adds a box.
    <div
      ref={canvas}
      className={classes.canvas}
      data-drawing={drawing}
      data-outside={outside}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
    >
      <img className={classes.picture} src={imageUrl} alt={alt} draggable={false} onError={onBroken} />
      {outside && <Shade boxes={boxes} />}
      {boxes.map((box, index) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a box is nothing but its place in the list.
          key={index}
          type="button"
          className={classes.box}
          data-box={index}
          aria-label={boxWords(box, index, boxes.length)}
          aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Delete"
          style={{
            left: `${box.x * 100}%`,
            top: `${box.y * 100}%`,
            width: `${box.width * 100}%`,
            height: `${box.height * 100}%`,
          }}
          onKeyDown={(event) => onBoxKey(event, index)}
        >
          <span className={classes.corner} data-corner="true" />
        </button>
      ))}
    </div>
  );
}

/** Over all that won't be seen; what lies in a box stays clear, also where boxes overlap. */
function Shade({ boxes }: { boxes: readonly Box[] }) {
  const mask = useId();
  return (
    <svg className={classes.shade} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      <mask id={mask} maskContentUnits="userSpaceOnUse">
        <rect width="1" height="1" fill="#ffffff" />
        {boxes.map(({ x, y, width, height }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a box is nothing but its place in the list.
          <rect key={index} x={x} y={y} width={width} height={height} fill="#000000" />
        ))}
      </mask>
      <rect width="1" height="1" fill="#000000" fillOpacity="0.62" mask={`url(#${mask})`} />
    </svg>
  );
}

function boxesAfter(gesture: Gesture, spot: Spot): Box[] {
  const { from, boxes } = gesture;
  if (gesture.kind === 'draw') {
    const box = boxBetween(from, spot);
    return box ? [...boxes, box] : [...boxes];
  }
  const change = gesture.kind === 'move' ? moveBox : sizeBox;
  return boxes.with(gesture.index, change(gesture.box, spot.x - from.x, spot.y - from.y));
}
