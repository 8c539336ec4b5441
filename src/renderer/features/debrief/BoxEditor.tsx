/** Hides parts of one picture: the picture with its boxes, and beside it what every copy shows. */
import { Button, Modal, SegmentedControl } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { previewUrl } from '#app/client.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Debrief } from '#shared/scores.ts';
import { Key } from '#ui/Key.tsx';
import { BoxCanvas, type BoxCanvasHandle } from './BoxCanvas.tsx';
import classes from './BoxEditor.module.css';
import { type Box, type Hiding, hidingWords, mostBoxes, newBox } from './boxes.ts';
import { redactedUrl, useRedaction } from './redaction.ts';

export type DebriefPicture = Debrief['pictures'][number];
/** What the editor has to know of a picture. */
export type EditedPicture = Pick<DebriefPicture, 'photoId' | 'address' | 'boxes' | 'outside' | 'boxesBy'>;

interface BoxEditorProps {
  date: ServiceDate;
  /** Null: closed. */
  picture: EditedPicture | null;
  onClose: () => void;
}

export function BoxEditor({ date, picture, onClose }: BoxEditorProps) {
  return (
    <Modal
      opened={picture !== null}
      onClose={onClose}
      title={`Hide parts of the picture at ${picture?.address ?? ''}`}
      size={1100}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {picture && <Editor date={date} picture={picture} onClose={onClose} />}
    </Modal>
  );
}

function Editor({ date, picture, onClose }: { date: ServiceDate; picture: EditedPicture; onClose: () => void }) {
  const { hiding, change, saved, state } = useRedaction(date, picture.photoId, {
    boxes: picture.boxes,
    outside: picture.outside,
  });
  const { boxes, outside } = hiding;
  const changeBoxes = (wanted: readonly Box[], done: boolean) => change({ boxes: wanted, outside }, done);
  const [broken, setBroken] = useState(false);
  const canvas = useRef<BoxCanvasHandle>(null);
  const addButton = useRef<HTMLButtonElement>(null);

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
        {picture.boxesBy === 'model' &&
          ' These boxes lie where Porchlight found faces by itself; as soon as you change them, yours hold instead.'}
      </p>
      <SegmentedControl
        className={classes.mode ?? ''}
        aria-label="What copies hide"
        data={modes}
        value={outside ? 'outside' : 'boxes'}
        onChange={(value) => change(hidingIn(value, hiding, picture.boxesBy), true)}
      />
      <div className={classes.pictures}>
        <figure className={classes.side}>
          <figcaption>The picture</figcaption>
          {broken ? (
            <p className={classes.broken}>This picture is not in the folder any more.</p>
          ) : (
            <BoxCanvas
              ref={canvas}
              imageUrl={previewUrl(picture.photoId)}
              alt={`Picture at ${picture.address}`}
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
              src={redactedUrl(picture.photoId, saved)}
              alt={`${picture.address}, ${hidingWords(saved) ?? 'nothing hidden'}`}
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
function hidingIn(mode: string, { boxes }: Hiding, by: EditedPicture['boxesBy']): Hiding {
  const outside = mode === 'outside';
  return { boxes: outside && by === 'model' ? [] : boxes, outside };
}
