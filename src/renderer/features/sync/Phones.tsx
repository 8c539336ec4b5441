/** The phones of the chosen route, each with its clock: what is known of it, how surely, and the word of a supervisor. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useDecisions } from '#app/decisions.ts';
import { queries } from '#app/queries.ts';
import type { DeviceClockView } from '#shared/clocks.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { SyncRow } from '#shared/sync.ts';
import { formatAmount, formatMoment, percentSure } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { ClockDialog } from './ClockDialog.tsx';
import classes from './Phones.module.css';
import { clockMarks, clockWords, phoneName } from './syncWords.ts';

type Device = SyncRow['devices'][number];

interface PhonesProps {
  date: ServiceDate;
  row: SyncRow;
  timeZone: string;
}

export function Phones({ date, row, timeZone }: PhonesProps) {
  const { data } = useQuery(queries.clocks(date));
  const { decide, undo, pending } = useDecisions();
  const [chosen, setChosen] = useState(0);
  const [isAsking, setIsAsking] = useState(false);
  const list = useRef<HTMLUListElement>(null);

  const clockOf = ({ device }: Device) =>
    data?.clocks.find((clock) => clock.routeId === row.routeId && clock.device === device);
  const current = row.devices[chosen] ?? row.devices[0];
  const clock = current && clockOf(current);
  const set = (about: DeviceClockView, seconds: number | null) =>
    void decide({ kind: 'set-clock', routeId: about.routeId, device: about.device, seconds });
  const confirm = (about: DeviceClockView) => {
    if (mayBeConfirmed(about)) set(about, about.measured?.seconds ?? 0);
  };
  const next = () => {
    if (row.devices.length < 2) return;
    const to = (chosen + 1) % row.devices.length;
    setChosen(to);
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({
    y: () => clock && confirm(clock),
    t: () => clock && setIsAsking(true),
    x: () => clock?.set && set(clock, null),
    p: next,
    u: () => void undo(),
  });

  if (row.devices.length === 0) return null;
  return (
    <>
      <h4 className={classes.phones}>
        {row.devices.length === 1 ? 'Phone' : `${row.devices.length} phones`}
        {row.devices.length > 1 && (
          <button type="button" className={classes.next} aria-keyshortcuts="P" onClick={next}>
            Next phone <Key>P</Key>
          </button>
        )}
      </h4>
      <ul className={classes.devices} ref={list}>
        {row.devices.map((device, n) => {
          const own = clockOf(device);
          const isCurrent = device === current;
          const actions = {
            isCurrent,
            pending,
            onConfirm: () => own && confirm(own),
            onAsk: () => {
              setChosen(n);
              setIsAsking(true);
            },
            onMeasured: () => own && set(own, null),
          };
          return (
            <li key={device.device} className={classes.device} aria-current={isCurrent && row.devices.length > 1}>
              <bdi className={classes.name} title={device.device}>
                {phoneName(device.device)}
              </bdi>
              <span className={classes.soft}>
                {formatAmount(device.photos, 'picture')}, the last{' '}
                {device.lastTakenAt === null ? 'none yet' : formatMoment(device.lastTakenAt, timeZone)}
              </span>
              {own ? (
                <PhoneClock clock={own} timeZone={timeZone} {...actions} />
              ) : (
                <span className={classes.soft}>{tellCorrection(device.clockCorrectionSeconds)}</span>
              )}
            </li>
          );
        })}
      </ul>
      {isAsking && clock && (
        <ClockDialog
          clock={clock}
          onClose={() => setIsAsking(false)}
          onSet={(seconds) => {
            setIsAsking(false);
            set(clock, seconds);
          }}
        />
      )}
    </>
  );
}

/** A clock that jumps or drifts can't be said in one number: to confirm it would be to flatten it. */
function mayBeConfirmed({ measured, set }: DeviceClockView): boolean {
  return measured !== null && set === null && measured.steps.length === 0 && measured.driftPerHour === 0;
}

interface PhoneClockProps {
  clock: DeviceClockView;
  timeZone: string;
  /** Its keys are the page's. */
  isCurrent: boolean;
  pending: boolean;
  onConfirm: () => void;
  onAsk: () => void;
  onMeasured: () => void;
}

function PhoneClock({ clock, timeZone, isCurrent, pending, onConfirm, onAsk, onMeasured }: PhoneClockProps) {
  const { measured, set, state, sentence, restsOn, follows } = clock;
  const key = (name: string) => isCurrent && { rightSection: <Key>{name}</Key>, 'aria-keyshortcuts': name };
  const unseen = <span className="unseen"> of {phoneName(clock.device)}</span>;
  return (
    <div className={classes.clock}>
      <span className={classes.sentence}>{sentence}.</span>
      <span className={classes.state}>
        <StateMark {...clockMarks[state]} />
        {set ? (
          <span className={classes.soft}>
            by {set.person ?? 'somebody'}, {formatMoment(set.at, timeZone)}
          </span>
        ) : (
          measured && <span className={classes.soft}>{percentSure(measured.confidence)} %</span>
        )}
      </span>
      <span className={classes.soft}>
        {measured && !set && `Rests on ${restsOn}. `}
        {set && measured && `Measured: ${measuredWords(measured)}, resting on ${restsOn}. `}
        {set && !measured && 'Nothing could be measured. '}
        {follows}
      </span>
      <span className={classes.actions}>
        {mayBeConfirmed(clock) && (
          <Button size="compact-sm" variant="default" disabled={pending} onClick={onConfirm} {...key('Y')}>
            Confirm{unseen}
          </Button>
        )}
        <Button size="compact-sm" variant="default" disabled={pending} onClick={onAsk} {...key('T')}>
          {set ? 'Change…' : 'Set it…'}
          {unseen}
        </Button>
        {set && (
          <Button size="compact-sm" variant="default" disabled={pending} onClick={onMeasured} {...key('X')}>
            As measured{unseen}
          </Button>
        )}
      </span>
    </div>
  );
}

/** `7 min 20 s slow, 99 % sure`. */
function measuredWords({ seconds, confidence }: NonNullable<DeviceClockView['measured']>): string {
  return `${clockWords(seconds) ?? 'right'}, ${percentSure(confidence)} % sure`;
}

/** Where its clock can't be asked about: a phone of pictures that tell no time of their own. */
function tellCorrection(seconds: number | null): string {
  const words = clockWords(seconds);
  return words === null ? 'Its clock was not corrected' : `Phone is ${words}; its times were corrected`;
}
