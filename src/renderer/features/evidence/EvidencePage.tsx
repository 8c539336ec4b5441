/** The evidence page of a stop: whose delivery it is, and all that is known about it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { queries } from '#app/queries.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import { addressOf } from '#ui/erasedWords.ts';
import { formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './EvidencePage.module.css';
import { EvidenceView } from './EvidenceView.tsx';

interface EvidencePageProps {
  date: ServiceDate;
  stopId: StopId;
  veil: (onLift: () => void) => ReactNode;
  /** What is to be done with the evidence: its claim pack. */
  actions?: ReactNode;
  onBack: () => void;
  onOpenStop: () => void;
}

export function EvidencePage({ date, stopId, veil, actions, onBack, onOpenStop }: EvidencePageProps) {
  const { data: evidence } = useQuery(queries.evidence(date, stopId));
  const stage = useRef<HTMLElement>(null);
  const isThere = evidence !== undefined;
  // Who opens the evidence looks at the picture first: it has the keys.
  useEffect(() => {
    if (isThere && document.activeElement === document.body) stage.current?.focus({ preventScroll: true });
  }, [isThere]);
  const press = (key: string) => () =>
    window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  useKeys({ Escape: onBack, g: onOpenStop, j: press('ArrowRight'), k: press('ArrowLeft') });
  const row = evidence?.detail.row;
  const route = evidence?.detail.route;
  const driver = route ? [route.driverName, route.driver].filter(Boolean).join(' · ') : '';
  const where = row && route ? [`stop ${row.stop}`, route.route, driver, row.customer, formatDay(date)] : [];
  return (
    <div className={classes.page}>
      <PageHeader
        title={row ? addressOf(row) || `Stop ${row.stop}` : 'Evidence'}
        note={
          row && (
            <span className={classes.note}>
              <StateMark state={row.state} />
              <bdi>{where.filter((part) => part !== null && part !== '').join(' · ')}</bdi>
            </span>
          )
        }
        actions={
          <>
            {actions}
            <Button variant="default" aria-keyshortcuts="G" rightSection={<Key>G</Key>} onClick={onOpenStop}>
              Open the stop
            </Button>
            <Button variant="default" aria-keyshortcuts="Escape" rightSection={<Key>Esc</Key>} onClick={onBack}>
              Back
            </Button>
          </>
        }
      />
      <EvidenceView date={date} stopId={stopId} veil={veil} stageRef={stage} />
    </div>
  );
}
