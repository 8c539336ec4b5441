/** One confirmation in two lines: where it stands, whose it is, and what is to be known about it. */
import type { ConfirmationView } from '#shared/confirmations.ts';
import { ConfirmationMark } from '#ui/ConfirmationMark.tsx';
import { formatMoment, formatTime } from '#ui/format.ts';
import columns from '#ui/rowColumns.module.css';
import { channelWords } from '#ui/words.ts';
import classes from './OutboxRow.module.css';

interface OutboxRowProps {
  row: ConfirmationView;
  timeZone: string;
}

export function OutboxRow({ row, timeZone }: OutboxRowProps) {
  const { state, address, customer, route, stop, channel, sentence, changedAt } = row;
  return (
    <div className={`${columns.columns} ${classes.columns}`}>
      <ConfirmationMark state={state} />
      <span className={columns.two}>
        <bdi className={`one-line ${columns.first}`} title={address}>
          {addressWords(address)}
        </bdi>
        <bdi className={`one-line ${columns.second}`} title={customer ?? ''}>
          {customer ?? ''}
        </bdi>
      </span>
      <span className={columns.two}>
        <bdi className="one-line" title={`${route}, stop ${stop}`}>
          {route} · {stop}
        </bdi>
        <span className={`one-line ${columns.second}`}>{channelWords[channel]}</span>
      </span>
      <span className={`${columns.sentence} ${classes.sentence}`} title={sentence}>
        {sentence}
      </span>
      <span className={classes.time} title={formatMoment(changedAt, timeZone)}>
        {formatTime(changedAt, timeZone)}
      </span>
    </div>
  );
}

/** Above the columns. */
export function OutboxHeads() {
  return (
    <div className={`${columns.columns} ${columns.heads} ${classes.columns}`} aria-hidden="true">
      <span>State</span>
      <span>Address and customer</span>
      <span>Stop and way</span>
      <span className={classes.sentence}>Where it stands</span>
      <span className={classes.time}>Since</span>
    </div>
  );
}

/** An address that was erased is said to be so. */
export const addressWords = (address: string): string => (address === '' ? '(erased)' : address);
