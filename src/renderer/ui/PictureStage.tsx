/** One picture, large: its thumbnail at once, its preview over it; zoom, pan and turn by wheel, pinch, drag and keys. */
import { ActionIcon } from '@mantine/core';
import { IconMaximize, IconMinus, IconPhotoOff, IconPlus, IconRotateClockwise } from '@tabler/icons-react';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import classes from './PictureStage.module.css';
import { type PictureView, type Point, panBy, type Size, wholePicture, zoomAt } from './pictureView.ts';
import { useKeys } from './useKeys.ts';
import { usePointers } from './usePointers.ts';
import { isWarm } from './warmPictures.ts';

/** One press of + or −. */
const step = 1.4;
/** Z, and a double click: near enough to read a label. */
const near = 2.5;
/** One press of an arrow key while zoomed in, in pixels. */
const stride = 60;

interface PictureStageProps {
  /** Null: there is no picture, and `instead` says why. The stage stays the same, so that it keeps the focus. */
  thumbnailUrl: string | null;
  previewUrl: string | null;
  /** What the picture shows, as far as known: "Photo of 12 Elm St, taken 14:35". */
  alt: string;
  /** Stands in the middle where there is no picture. */
  instead?: ReactNode;
  /** Not to be seen before it is asked for: the picture is blurred beyond recognition, and this says why. */
  veil?: ReactNode;
  /** Tells two stages on one screen apart. */
  label?: string;
  /** Lies over the picture and goes with it wherever it is moved, sized or turned. */
  overlay?: ReactNode;
  /** Further buttons beside the zoom. */
  tools?: ReactNode;
  /** Drawn over the picture's lower left corner: flags. */
  children?: ReactNode;
  onDragOut?: () => void;
  /** A finger swept over the whole picture; +1 asks for the next. */
  onSwipe?: (by: 1 | -1) => void;
  /** The picture is looked at closer than as a whole; once for each picture. */
  onCloser?: () => void;
  /** Enter on the stage goes nearer, as Z does: where Enter opens nothing else. */
  zoomsOnEnter?: boolean;
  ref?: Ref<HTMLElement>;
}

/** What was done to one picture's view; another picture starts whole and upright. */
interface Held {
  url: string | null;
  view: PictureView;
  /** Quarter turns clockwise. */
  turns: number;
}

/** Fills its parent. + − 0 Z O act wherever the focus is; arrows move a zoomed picture while the stage has the focus. */
export function PictureStage(props: PictureStageProps) {
  const {
    thumbnailUrl,
    previewUrl,
    alt,
    instead,
    veil,
    label = 'Picture',
    overlay,
    tools,
    children,
    onDragOut,
    onSwipe,
    onCloser,
    zoomsOnEnter = false,
    ref,
  } = props;
  const stage = useRef<HTMLElement>(null);
  useImperativeHandle(ref, () => stage.current as HTMLElement, []);
  const untouched: Held = { url: previewUrl, view: wholePicture, turns: 0 };
  const [last, setHeld] = useState<Held>(untouched);
  const held = last.url === previewUrl ? last : untouched;
  const { view, turns } = held;
  const closer = view.scale > 1 && !veil ? previewUrl : null;
  const tellCloser = useRef(onCloser);
  useEffect(() => {
    tellCloser.current = onCloser;
  });
  useEffect(() => {
    if (closer !== null) tellCloser.current?.();
  }, [closer]);
  const change = (next: (view: PictureView, size: Size) => PictureView) => {
    const element = stage.current;
    if (!element || previewUrl === null) return;
    const size = { width: element.clientWidth, height: element.clientHeight };
    setHeld((now) => {
      const from = now.url === previewUrl ? now : untouched;
      return { ...from, view: next(from.view, size) };
    });
  };
  const zoomBy = (factor: number, at: Point = { x: 0, y: 0 }) => change((now, size) => zoomAt(now, factor, at, size));
  const move = (dx: number, dy: number) => change((now, size) => panBy(now, dx, dy, size));
  const showWhole = () => change(() => wholePicture);
  const toggle = (at?: Point) => (view.scale > 1 ? showWhole() : zoomBy(near, at));
  // A turned picture is looked at anew: where one was in it before means nothing.
  const turn = () => setHeld({ url: previewUrl, view: wholePicture, turns: turns + 1 });

  useKeys({
    '+': () => zoomBy(step),
    '=': () => zoomBy(step),
    '-': () => zoomBy(1 / step),
    '0': showWhole,
    z: () => toggle(),
    o: turn,
  });
  usePointers(stage, { zoomBy, move, toggle, swipe: (by) => view.scale === 1 && onSwipe?.(by) });

  function onKeyDown(event: React.KeyboardEvent) {
    if (zoomsOnEnter && event.key === 'Enter' && event.target === event.currentTarget) {
      event.preventDefault();
      toggle();
      return;
    }
    const [dx, dy] = strides[event.key] ?? [0, 0];
    if (view.scale === 1 || (dx === 0 && dy === 0)) return;
    event.preventDefault();
    move(dx, dy);
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: zooming and moving the picture needs the keys.
    <section ref={stage} className={classes.stage} aria-label={label} tabIndex={0} onKeyDown={onKeyDown}>
      {previewUrl === null || thumbnailUrl === null ? (
        <div className={classes.instead}>{instead}</div>
      ) : (
        <div
          className={classes.canvas}
          data-zoomed={view.scale > 1}
          data-veiled={Boolean(veil)}
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
        >
          <div className={classes.turner} data-across={turns % 2 === 1} style={{ rotate: `${turns * 90}deg` }}>
            <Layers
              key={previewUrl}
              thumbnailUrl={thumbnailUrl}
              previewUrl={previewUrl}
              alt={veil ? 'Hidden until it is asked for' : alt}
              onDragOut={view.scale === 1 && !veil ? onDragOut : undefined}
            />
            {!veil && overlay}
          </div>
        </div>
      )}
      {previewUrl !== null && veil && <div className={classes.veil}>{veil}</div>}
      {children && <div className={classes.over}>{children}</div>}
      {previewUrl !== null && (
        <div className={classes.tools}>
          {tools}
          <ActionIcon aria-label="Turn" aria-keyshortcuts="O" title="Turn the view (O)" onClick={turn}>
            <IconRotateClockwise size={16} />
          </ActionIcon>
          <ActionIcon aria-label="Zoom out" aria-keyshortcuts="-" title="Zoom out (−)" onClick={() => zoomBy(1 / step)}>
            <IconMinus size={16} />
          </ActionIcon>
          <ActionIcon aria-label="Zoom in" aria-keyshortcuts="+" title="Zoom in (+, Z)" onClick={() => zoomBy(step)}>
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
      )}
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
