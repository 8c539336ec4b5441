/** Confirmed stops that get no confirmation, and why. */
import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ConfirmationPage } from '#shared/confirmations.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { formatAmount, formatCount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './Without.module.css';

interface WithoutProps {
  date: ServiceDate;
  without: ConfirmationPage['without'];
  open: boolean;
  onToggle: () => void;
}

export function Without({ date, without, open, onToggle }: WithoutProps) {
  useKeys({ n: onToggle }, without.length > 0);
  if (without.length === 0) return null;
  const stops = without.reduce((sum, each) => sum + each.stops, 0);
  const Icon = open ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes.without} aria-label="Stops without a confirmation">
      <UnstyledButton className={classes.head} aria-expanded={open} aria-keyshortcuts="n" onClick={onToggle}>
        <Icon size={14} stroke={1.8} aria-hidden="true" />
        {formatAmount(stops, 'confirmed stop gets', 'confirmed stops get')} none
        <Key>N</Key>
      </UnstyledButton>
      {open && (
        <ul className={classes.reasons}>
          {without.map(({ code, sentence, stops: all, first }) => (
            <li key={code}>
              {sentence}
              <span className={classes.stops}>
                {first.map(({ stopId, routeId, route, stop, address }) => (
                  <Link
                    key={stopId}
                    to="/"
                    search={{ day: date, route: routeId, stop: stopId }}
                    title={`${route}, stop ${stop}`}
                  >
                    <bdi>{address}</bdi>
                  </Link>
                ))}
                {all > first.length && `and ${formatCount(all - first.length)} more`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
