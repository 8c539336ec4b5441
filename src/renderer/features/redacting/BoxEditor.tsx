/** Hides parts of one picture: the picture with its boxes, and beside it what every copy shows. */
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { asApiError, previewUrl, redactedUrl } from '#app/client.ts';
import { type HidingPicture, hidingPicture } from '#app/hiding.ts';
import { queries } from '#app/queries.ts';
import type { PictureHiding } from '#shared/hiding.ts';
import type { HiddenPartsView } from '#shared/scores.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { hidingWords } from '#ui/hiddenParts.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { BoxCanvas, type BoxCanvasHandle } from './BoxCanvas.tsx';
import classes from './BoxEditor.module.css';
import { type Box, mostBoxes, newBox } from './boxes.ts';
import { useRedaction } from './redaction.ts';

/** Over every page, wherever somebody asked for it (`#app/hiding.ts`). */
export function BoxEditor() {
  const picture = hidingPicture.use();
  const close = () => hidingPicture.set(null);
  return (
    <Dialog
      opened={picture !== null}
      onClose={close}
      title={`Hide parts of the picture at ${picture?.address ?? ''}`}
      size={1100}
    >
      {picture && <Opened key={picture.photoId} picture={picture} onClose={close} />}
    </Dialog>
  );
}

interface EditorProps {
  picture: HidingPicture;
  onClose: () => void;
}

/** What the ledger holds is asked for at each opening: what somebody drew since must not be drawn over. */
function Opened({ picture, onClose }: EditorProps) {
  const { photoId, date, forCustomer } = picture;
  const {
    data: known,
    error,
    refetch,
  } = useQuery({
    ...queries.hiddenParts(date, photoId),
    ...{ queryKey: ['hiding', photoId], staleTime: 0, gcTime: 0 },
  });
  const { data: settings } = useQuery(queries.settings());
  if (error && !known) {
    const problem = asApiError(error);
    return <ErrorState title="This picture can’t be edited" problem={problem} onRetry={() => void refetch()} />;
  }
  if (!known || !settings) return <LoadingRows label="Loading what is hidden" rows={8} />;
  const onlyPart = forCustomer && settings.confirmations.picture === 'only-part';
  return <Editor picture={picture} known={known} onlyPart={onlyPart} onClose={onClose} />;
}

interface DrawingProps extends EditorProps {
  known: HiddenPartsView;
  /** Its customer gets nothing but what a person draws. */
  onlyPart: boolean;
}

function Editor({ picture, known, onlyPart, onClose }: DrawingProps) {
  const { date, photoId, address } = picture;
  // Where only a part may go out, drawing that part is what one came for.
  const begin = onlyPart && known.by !== 'hand' ? { boxes: [], outside: true } : known;
  const { hiding, change, saved, state } = useRedaction(date, photoId, known, begin);
  const { boxes, outside } = hiding;
  const changeBoxes = (wanted: readonly Box[], done: boolean) => change({ boxes: wanted, outside }, done);
  const [broken, setBroken] = useState(false);
  const canvas = useRef<BoxCanvasHandle>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  // The dialog is open before there is anything to draw on.
  useEffect(() => addButton.current?.focus(), []);

  function add(): void {
    if (boxes.length >= mostBoxes) return;
    changeBoxes([...boxes, newBox(boxes.length)], true);
    // The new box is there after the next drawing.
    requestAnimationFrame(() => canvas.current?.focus(boxes.length));
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== 'b') return;
    event.preventDefault();
    add();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for the key that adds a box.
    <div className={classes.editor} onKeyDown={onKeyDown}>
      <p className={classes.how}>
        {outside
          ? 'Draw a box around what may be seen, such as the parcel at the door: the rest is made unreadable.'
          : 'Draw a box over a face or a house number.'}{' '}
        Boxes move with the pointer or the arrow keys, Shift with arrows sizes them, Delete removes them.
        {known.by === 'model' &&
          !outside &&
          ' These boxes lie where Porchlight found faces by itself; as soon as you change them, yours hold instead.'}
      </p>
      {onlyPart && (
        <p className={classes.rule} data-lacking={!saved.outside || saved.boxes.length === 0}>
          {saved.outside && saved.boxes.length > 0
            ? 'The customer gets only the part that you drew.'
            : 'The settings send customers only a part that was drawn: until one is, this picture is not sent.'}
        </p>
      )}
      <SegmentedControl
        className={classes.mode ?? ''}
        aria-label="What copies hide"
        data={modes}
        value={outside ? 'outside' : 'boxes'}
        onChange={(value) => change(hidingIn(value, hiding, known.by), true)}
      />
      <div className={classes.pictures}>
        <figure className={classes.side}>
          <figcaption>The picture</figcaption>
          {broken ? (
            <p className={classes.broken}>This picture is not in the folder any more.</p>
          ) : (
            <BoxCanvas
              ref={canvas}
              imageUrl={previewUrl(photoId)}
              alt={`Picture at ${address}`}
              boxes={boxes}
              outside={outside}
              onBroken={() => setBroken(true)}
              onChange={(wanted, done) => {
                changeBoxes(wanted, done);
                // A box that was removed must not take the focus with it.
                if (wanted.length < boxes.length && done) {
                  requestAnimationFrame(() =>
                    wanted.length > 0 ? canvas.current?.focus(wanted.length - 1) : addButton.current?.focus(),
                  );
                }
              }}
            />
          )}
        </figure>
        <figure className={classes.side}>
          <figcaption>What every copy shows</figcaption>
          {!broken && (
            <img
              className={classes.result}
              src={redactedUrl(photoId, saved)}
              alt={`${address}, ${hidingWords(saved) ?? 'nothing hidden'}`}
            />
          )}
        </figure>
      </div>
      <div className={classes.buttons}>
        <Button
          ref={addButton}
          variant="default"
          data-autofocus
          rightSection={<Key>B</Key>}
          disabled={broken}
          onClick={add}
        >
          Add a box
        </Button>
        <Button
          variant="subtle"
          color="gray"
          aria-disabled={boxes.length === 0}
          {...(boxes.length === 0 && { 'data-disabled': true })}
          onClick={() => boxes.length > 0 && changeBoxes([], true)}
        >
          Remove all boxes
        </Button>
        <span className={classes.state} data-state={state} role="status">
          {{ saved: 'Saved', waiting: 'Saving…', failed: 'Not saved; the line at the bottom says why' }[state]}
        </span>
        <Button rightSection={<Key>Esc</Key>} onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}

const modes = [
  { value: 'boxes', label: 'Hide the boxes' },
  { value: 'outside', label: 'Show only the boxes' },
];

/** Boxes that the model laid over faces are the last thing to be shown: what may be seen, a person draws. */
function hidingIn(mode: string, { boxes }: PictureHiding, by: HiddenPartsView['by']): PictureHiding {
  const outside = mode === 'outside';
  return { boxes: outside && by === 'model' ? [] : boxes, outside };
}
