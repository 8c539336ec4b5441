/** One picture, large: its thumbnail at once, its preview over it; zoom and pan by wheel, pinch, drag and keys. */
import { ActionIcon } from '@mantine/core';
import { IconMaximize, IconMinus, IconPhotoOff, IconPlus } from '@tabler/icons-react';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import classes from './PictureStage.module.css';
import { type PictureView, type Point, panBy, type Size, wholePicture, zoomAt } from './pictureView.ts';
import { useKeys } from './useKeys.ts';
import { isWarm } from './warmPictures.ts';

/** One press of + or −. */
const step = 1.4;
/** One press of an arrow key while zoomed in, in pixels. */
const stride = 60;

interface PictureStageProps {
  thumbnailUrl: string;
  previewUrl: string;
  /** What the picture shows, as far as known: "Photo of 12 Elm St, taken 14:35". */
  alt: string;
  /** Further buttons beside the zoom. */
  tools?: ReactNode;
  /** Drawn over the picture's lower left corner: flags. */
  children?: ReactNode;
  onDragOut?: () => void;
  ref?: Ref<HTMLElement>;
}

/** Fills its parent. + − 0 act wherever the focus is; arrows move a zoomed picture while the stage has the focus. */
export function PictureStage(props: PictureStageProps) {
  const { thumbnailUrl, previewUrl, alt, tools, children, onDragOut, ref } = props;
  const stage = useRef<HTMLElement>(null);
  useImperativeHandle(ref, () => stage.current as HTMLElement, []);
  const [held, setHeld] = useState<{ url: string; view: PictureView }>({ url: previewUrl, view: wholePicture });
  // Another picture starts whole.
  const view = held.url === previewUrl ? held.view : wholePicture;
  const change = (next: (view: PictureView, size: Size) => PictureView) => {
    const element = stage.current;
    if (!element) return;
    const size = { width: element.clientWidth, height: element.clientHeight };
    setHeld((now) => ({ url: previewUrl, view: next(now.url === previewUrl ? now.view : wholePicture, size) }));
  };
  const zoomBy = (factor: number, at: Point = { x: 0, y: 0 }) => change((now, size) => zoomAt(now, factor, at, size));
  const move = (dx: number, dy: number) => change((now, size) => panBy(now, dx, dy, size));
  const showWhole = () => change(() => wholePicture);

  useKeys({ '+': () => zoomBy(step), '=': () => zoomBy(step), '-': () => zoomBy(1 / step), '0': showWhole });
  usePointers(stage, { zoomBy, move, toggle: (at) => (view.scale > 1 ? showWhole() : zoomBy(2.5, at)) });

  function onKeyDown(event: React.KeyboardEvent) {
    const [dx, dy] = strides[event.key] ?? [0, 0];
    if (view.scale === 1 || (dx === 0 && dy === 0)) return;
    event.preventDefault();
    move(dx, dy);
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: zooming and moving the picture needs the keys.
    <section ref={stage} className={classes.stage} aria-label="Picture" tabIndex={0} onKeyDown={onKeyDown}>
      <div
        className={classes.canvas}
        data-zoomed={view.scale > 1}
        style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
      >
        <Layers
          key={previewUrl}
          thumbnailUrl={thumbnailUrl}
          previewUrl={previewUrl}
          alt={alt}
          onDragOut={view.scale === 1 ? onDragOut : undefined}
        />
      </div>
      {children && <div className={classes.over}>{children}</div>}
      <div className={classes.tools}>
        {tools}
        <ActionIcon aria-label="Zoom out" aria-keyshortcuts="-" title="Zoom out (−)" onClick={() => zoomBy(1 / step)}>
          <IconMinus size={16} />
        </ActionIcon>
        <ActionIcon aria-label="Zoom in" aria-keyshortcuts="+" title="Zoom in (+)" onClick={() => zoomBy(step)}>
          <IconPlus size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label="Show the whole picture"
          aria-keyshortcuts="0"
          title="Whole picture (0)"
          onClick={showWhole}
        >
          <IconMaximize size={16} />
        </ActionIcon>
      </div>
    </section>
  );
}

const strides: Record<string, readonly [number, number]> = {
  ArrowLeft: [stride, 0],
  ArrowRight: [-stride, 0],
  ArrowUp: [0, stride],
  ArrowDown: [0, -stride],
};

interface LayersProps {
  thumbnailUrl: string;
  previewUrl: string;
  alt: string;
  onDragOut: (() => void) | undefined;
}

/** The thumbnail holds the place until the preview is decoded; if the preview fails, it stays, and says so. */
function Layers({ thumbnailUrl, previewUrl, alt, onDragOut }: LayersProps) {
  const [preview, setPreview] = useState<'waiting' | 'shown' | 'broken'>(isWarm(previewUrl) ? 'shown' : 'waiting');
  const [thumbnail, setThumbnail] = useState<'shown' | 'broken'>('shown');
  if (preview === 'broken' && thumbnail === 'broken') {
    return (
      <div className={classes.broken}>
        <IconPhotoOff size={28} stroke={1.5} aria-hidden="true" />
        This picture can’t be shown. Its file may be gone or damaged.
      </div>
    );
  }
  const onDragStart = (event: React.DragEvent) => {
    // The browser would drag a link to the preview; the bridge drags the file itself.
    event.preventDefault();
    onDragOut?.();
  };
  return (
    <>
      {preview !== 'shown' && thumbnail === 'shown' && (
        <img className={classes.layer} src={thumbnailUrl} alt="" onError={() => setThumbnail('broken')} />
      )}
      {preview !== 'broken' && (
        <img
          className={classes.layer}
          src={previewUrl}
          alt={alt}
          decoding={preview === 'shown' ? 'sync' : 'async'}
          draggable={onDragOut !== undefined}
          onDragStart={onDragStart}
          onLoad={() => setPreview('shown')}
          onError={() => setPreview('broken')}
        />
      )}
      {preview === 'broken' && (
        <p className={classes.note}>Only the small picture can be shown: the file may be gone or not synced.</p>
      )}
    </>
  );
}

interface PointerActions {
  zoomBy(factor: number, at: Point): void;
  move(dx: number, dy: number): void;
  toggle(at: Point): void;
}

/** Wheel, drag, pinch and double click, as sums of `actions`. */
function usePointers(stage: React.RefObject<HTMLElement | null>, actions: PointerActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const down = new Map<number, Point>();
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
    const onUp = (event: PointerEvent) => down.delete(event.pointerId);
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
