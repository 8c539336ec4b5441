/** The outbox of a day: what customers were told, what waits, what went wrong, and what to do about it. */
import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { useChosenRows } from '#app/chosenRows.ts';
import { usePlace, useServiceDate, useTravel } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { ConfirmationView } from '#shared/confirmations.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatAmount, formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { useRested } from '#ui/useRested.ts';
import { VirtualList } from '#ui/VirtualList.tsx';
import { ConfirmationPane } from './ConfirmationPane.tsx';
import classes from './ConfirmationsPage.module.css';
import { EmptyOutbox, groupOfTrouble } from './EmptyOutbox.tsx';
import { OutboxFilters } from './OutboxFilters.tsx';
import { OutboxHeads, OutboxRow } from './OutboxRow.tsx';
import { SeveralPane } from './SeveralPane.tsx';
import { useActing } from './useActing.ts';
import { type OutboxFilter, useOutbox } from './useOutbox.ts';
import { Without } from './Without.tsx';

export function ConfirmationsPage() {
  const date = useServiceDate();
  if (date === null) return <LoadingRows label="Loading the confirmations" rowHeight={48} />;
  return <Day key={date} date={date} />;
}

/** After the last letter of what is looked for, in ms. */
const pauseMs = 200;

const noRows: readonly ConfirmationView[] = [];
const everything: OutboxFilter = { state: null, channel: null, text: '' };

function Day({ date }: { date: ServiceDate }) {
  const { toStopAnywhere } = useTravel();
  const navigate = useNavigate();
  const [filter, setFilter] = useState(everything);
  const text = useRested(filter.text.trim(), pauseMs);
  const outbox = useOutbox(date, { ...filter, text });
  // Who comes from a stop sees what became of that stop alone.
  const { stop: onlyStop } = usePlace();
  const { data: ofStop } = useQuery({ ...queries.stopConfirmations(onlyStop ?? ''), enabled: onlyStop !== undefined });
  const rows = onlyStop === undefined ? outbox.rows : (ofStop ?? noRows);
  const { page, waiting } = outbox;
  const { data: settings } = useQuery(queries.settings());
  const [active, setActive] = useState<string | null>(null);
  // One that was dealt with leaves the filter: the one that takes its place is next.
  const index = rows.findIndex(({ id }) => id === active);
  const lastIndex = useRef(0);
  if (index >= 0) lastIndex.current = index;
  const current = rows[index >= 0 ? index : Math.min(lastIndex.current, rows.length - 1)] ?? null;
  const { chosen, choose } = useChosenRows(rows, current?.id ?? null, setActive);
  const several = rows.filter(({ id }) => chosen.has(id));
  const { act, pending } = useActing();
  const [withoutOpen, setWithoutOpen] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const textField = useRef<HTMLInputElement>(null);
  const timeZone = page?.timeZone ?? 'UTC';
  const renderRow = useCallback((row: ConfirmationView) => <OutboxRow row={row} timeZone={timeZone} />, [timeZone]);
  const isFiltered = onlyStop !== undefined || filter.state !== null || filter.channel !== null || filter.text !== '';

  function open(): void {
    if (current && current.stopId !== null && current.routeId !== null) {
      toStopAnywhere({ date, routeId: current.routeId, stopId: current.stopId });
    }
  }
  function showNewest(): void {
    outbox.showNewest();
    setActive(null);
    lastIndex.current = 0;
    list.current?.focus();
    list.current?.scrollTo({ top: 0 });
  }
  function showAll(): void {
    setFilter(everything);
    if (onlyStop !== undefined) void navigate({ to: '/confirmations', search: { day: date }, replace: true });
  }
  function change(part: Partial<OutboxFilter>): void {
    lastIndex.current = 0;
    setFilter((now) => ({ ...now, ...part }));
  }
  useKeys({ l: showNewest });

  const made = page === null ? 0 : Object.values(page.counts).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <PageHeader
        title="Confirmations"
        note={page ? `${formatDay(date)} · ${amountSentence(made)}` : formatDay(date)}
        actions={
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/settings" search={{ day: date, group: 'confirmations' }} {...props} />}
          >
            Settings…
          </Button>
        }
      />
      {page?.troubles.map((trouble) => (
        <Notice
          key={trouble}
          level="warning"
          actions={
            <Link className={classes.way} to="/settings" search={{ day: date, group: groupOfTrouble(trouble) }}>
              To the settings
            </Link>
          }
        >
          {trouble}
        </Notice>
      ))}
      {outbox.problem ? (
        <ErrorState title="The confirmations can’t be shown" problem={outbox.problem} onRetry={outbox.retry} />
      ) : page === null ? (
        <LoadingRows label="Loading the confirmations" rowHeight={48} />
      ) : (
        <div className={classes.body}>
          {(made > 0 || isFiltered) && (
            <OutboxFilters
              counts={page.counts}
              filter={filter}
              onFilter={change}
              only={onlyStop === undefined ? null : (current?.address ?? 'one stop')}
              onShowAll={showAll}
              textRef={textField}
              onLeave={() => list.current?.focus()}
            />
          )}
          <Without
            date={date}
            without={page.without}
            open={withoutOpen}
            onToggle={() => setWithoutOpen((now) => !now)}
          />
          {current === null ? (
            isFiltered ? (
              <EmptyState
                icon={<IconFilterOff size={28} stroke={1.5} />}
                title="No confirmation is like that"
                actions={
                  <Button variant="default" onClick={showAll}>
                    Show all
                  </Button>
                }
              />
            ) : (
              settings && <EmptyOutbox date={date} settings={settings} />
            )
          ) : (
            <div className={classes.page}>
              <div className={classes.rows}>
                <OutboxHeads />
                <VirtualList
                  ref={list}
                  label="Confirmations, latest change first"
                  items={rows}
                  keyOf={keyOf}
                  rowHeight={48}
                  selectedKey={current.id}
                  chosen={chosen}
                  onSelect={(id, how) => {
                    outbox.hold();
                    choose(id, how);
                  }}
                  onOpen={open}
                  renderRow={renderRow}
                  {...(onlyStop === undefined && { onNearEnd: outbox.fetchMore, onShown: outbox.show })}
                  autoFocus
                />
                <div className={classes.newer} role="status">
                  {waiting > 0 && onlyStop === undefined && (
                    <Button size="compact-sm" aria-keyshortcuts="l" rightSection={<Key>L</Key>} onClick={showNewest}>
                      {formatAmount(waiting, 'newer one', 'newer ones')}
                    </Button>
                  )}
                </div>
              </div>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard. */}
              <section className={classes.side} aria-label="The chosen confirmation" tabIndex={0}>
                {several.length > 1 ? (
                  <SeveralPane chosen={several} pending={pending} onAct={act} />
                ) : (
                  <ConfirmationPane
                    key={current.id}
                    row={current}
                    timeZone={timeZone}
                    pending={pending}
                    onAct={act}
                    onOpen={open}
                  />
                )}
              </section>
            </div>
          )}
        </div>
      )}
    </>
  );
}

const keyOf = ({ id }: ConfirmationView) => id;

function amountSentence(made: number): string {
  return made === 0 ? 'none yet' : formatAmount(made, 'confirmation');
}
