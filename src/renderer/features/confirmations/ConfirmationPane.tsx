/** The chosen confirmation in full: what the customer gets, where it stands and how it came there. */
import { Button, SegmentedControl, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError, thumbnailUrl } from '#app/client.ts';
import { hidePartsOf } from '#app/hiding.ts';
import { queries } from '#app/queries.ts';
import type { ConfirmationView } from '#shared/confirmations.ts';
import { ConfirmationMark } from '#ui/ConfirmationMark.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatMoment } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { MessageFrame } from '#ui/MessageFrame.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { useRested } from '#ui/useRested.ts';
import { isVeiled } from '#ui/veiledPictures.ts';
import { channelWords } from '#ui/words.ts';
import { ActionBar } from './ActionBar.tsx';
import { type Plan, whyNotWithdrawn } from './acting.ts';
import classes from './ConfirmationPane.module.css';
import { History } from './History.tsx';
import { addressWords } from './OutboxRow.tsx';

interface ConfirmationPaneProps {
  row: ConfirmationView;
  timeZone: string;
  pending: boolean;
  onAct: (plan: Plan) => void;
  onOpen: () => void;
}

export function ConfirmationPane({ row, timeZone, pending, onAct, onOpen }: ConfirmationPaneProps) {
  const { address, customer, route, stop, channel, state, sentence, stopId, date, photoId, page } = row;
  const stays = whyNotWithdrawn(row);
  const mayShow = useMayShow(row);
  const editBoxes = () => {
    if (mayShow) hidePartsOf({ photoId, stopId, date, address: addressWords(address), forCustomer: true });
  };
  useKeys({ b: editBoxes });
  return (
    <>
      <header className={classes.head}>
        <PictureLink row={row} onOpen={onOpen} />
        <div className={classes.who}>
          <h3 className={`one-line ${classes.address}`} title={address}>
            <bdi>{addressWords(address)}</bdi>
          </h3>
          <p className={`one-line ${classes.soft}`} title={customer ?? ''}>
            <bdi>{customer ?? 'no customer is named'}</bdi>
          </p>
          <p className={`one-line ${classes.soft}`}>
            <bdi>
              {route}, stop {stop}
            </bdi>{' '}
            · {channelWords[channel]}
          </p>
        </div>
        {stopId !== null && (
          <div className={classes.ways}>
            <Button
              variant="default"
              size="compact-sm"
              aria-keyshortcuts="Enter"
              rightSection={<Key>Enter</Key>}
              onClick={onOpen}
            >
              Stop
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              aria-keyshortcuts="B"
              title="What customers and other copies don’t get to see: draw boxes on the picture"
              rightSection={<Key>B</Key>}
              disabled={!mayShow}
              onClick={editBoxes}
            >
              Boxes<span className="unseen"> for customers</span>
            </Button>
          </div>
        )}
      </header>
      <div className={classes.standing} aria-live="polite">
        <ConfirmationMark state={state} />
        <p className={classes.sentence}>{sentence}</p>
        {page !== null && (
          <p className={classes.soft}>
            Page <code className={classes.breakable}>{page}</code>
          </p>
        )}
        <ActionBar chosen={[row]} pending={pending} onAct={onAct} />
        {stays !== null && <p className={classes.soft}>{stays}</p>}
      </div>
      <Message row={row} timeZone={timeZone} />
      {stopId !== null && <History stopId={stopId} timeZone={timeZone} />}
    </>
  );
}

/** The picture as it was taken, small; hidden where it should never have been. */
function PictureLink({ row, onOpen }: { row: ConfirmationView; onOpen: () => void }) {
  const { stopId, date, photoId } = row;
  const { data: stop } = useQuery({ ...queries.stop(date, stopId ?? ''), enabled: stopId !== null });
  const photo = stop?.photos.find(({ id }) => id === photoId);
  // Shown only once it is known that nobody asked for no picture.
  const mayShow = photo !== undefined && !isVeiled(photo.flags) && !photo.smallErased;
  return (
    <UnstyledButton className={classes.picture} aria-label="Open the stop with its picture" onClick={onOpen}>
      <Thumb
        url={mayShow ? thumbnailUrl(photoId) : null}
        instead={photo && (photo.smallErased ? 'erased' : 'hidden')}
        alt=""
        width={64}
        height={48}
      />
    </UnstyledButton>
  );
}

/** Hook: only once it is known that nobody asked for no picture, and that it was not erased. */
function useMayShow({ stopId, date, photoId }: ConfirmationView): boolean {
  const { data: stop } = useQuery({ ...queries.stop(date, stopId ?? ''), enabled: stopId !== null });
  const photo = stop?.photos.find(({ id }) => id === photoId);
  return photo !== undefined && !photo.erased && !isVeiled(photo.flags);
}

const formChoices = [
  { value: 'html', label: 'As a mail' },
  { value: 'text', label: 'Plain text' },
];

/** What goes out, or went out, made anew from all that holds now. */
function Message({ row, timeZone }: { row: ConfirmationView; timeZone: string }) {
  const { stopId, date, state, address, changedAt } = row;
  const [show, setShow] = useState<'html' | 'text'>('html');
  // Whoever walks past with the arrow held down asks for nothing: each message takes a picture that is drawn anew.
  const isStaying = useRested(true, 150, false);
  const { data, error, refetch } = useQuery({
    ...queries.message(date, stopId ?? ''),
    enabled: stopId !== null && isStaying,
  });
  if (stopId === null) {
    return (
      <div className={classes.sheet}>
        <EmptyState title="The stop is not in the index any more">What the customer got can’t be made anew.</EmptyState>
      </div>
    );
  }
  const isOut = state === 'sent' || state === 'delivered';
  return (
    <section className={classes.message} aria-label="What the customer gets">
      <div className={classes.messageBar}>
        <p className={`one-line ${classes.subject}`} title={data?.subject}>
          <bdi>{data?.subject ?? ''}</bdi>
        </p>
        <SegmentedControl
          aria-label="Form of the message"
          size="xs"
          data={formChoices}
          value={show}
          onChange={(value) => setShow(value as 'html' | 'text')}
        />
      </div>
      {data && data.problems.length > 0 && (
        <ul className={classes.problems}>
          {data.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <div className={classes.sheet}>
        {data ? (
          <MessageFrame
            title={`Confirmation for ${addressWords(address)}`}
            html={data.html}
            text={data.text}
            show={show}
          />
        ) : error ? (
          <ErrorState title="There is nothing to send" problem={asApiError(error)} onRetry={() => void refetch()} />
        ) : (
          <LoadingRows label="Making the message" rows={8} />
        )}
      </div>
      {isOut && (
        <p className={classes.soft}>Made anew from what holds now; it went out {formatMoment(changedAt, timeZone)}.</p>
      )}
    </section>
  );
}
