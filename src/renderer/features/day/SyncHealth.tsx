/** `● 11 of 12 vans synced`, and on demand how each van stands. */
import { Popover, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { DeviceSync } from '#shared/views.ts';
import { formatTime } from '#ui/format.ts';
import { StateMark } from '#ui/StateMark.tsx';
import classes from './SyncHealth.module.css';

interface SyncHealthProps {
  devices: readonly DeviceSync[];
  timeZone: string;
}

export function SyncHealth({ devices, timeZone }: SyncHealthProps) {
  const [open, setOpen] = useState(false);
  const synced = devices.filter((device) => device.synced).length;
  const unsyncedFirst = devices.toSorted(
    (a, b) => Number(a.synced) - Number(b.synced) || a.label.localeCompare(b.label),
  );
  return (
    <Popover opened={open} onChange={setOpen} width={380} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.button}
          onClick={() => setOpen(!open)}
          title="Show how far each van has synced"
        >
          <StateMark
            state={synced === devices.length ? 'confirmed' : 'syncing'}
            word={synced === devices.length ? 'All synced' : 'Not all synced'}
            bare
          />
          <span>
            {synced} of {devices.length}
            <span className={classes.words}> vans synced</span>
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keys. */}
        <ul className={classes.list} tabIndex={0} aria-label="Vans">
          {unsyncedFirst.map((device) => (
            <li key={`${device.label} ${device.routeId}`} className={classes.device}>
              <StateMark
                state={device.synced ? 'confirmed' : 'syncing'}
                word={device.synced ? 'Synced' : 'Not synced'}
                bare
              />
              <span className={`one-line ${classes.label}`} title={device.label}>
                {device.label}
              </span>
              <span className={classes.time}>
                {device.lastArrivedAt === null ? 'nothing yet' : formatTime(device.lastArrivedAt, timeZone)}
              </span>
              <span className={classes.sentence}>{device.sentence}</span>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
