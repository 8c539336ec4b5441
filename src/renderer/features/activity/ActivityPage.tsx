/** The ledger as people read it: who decided what and when, and who took it back. */
import { Button, Menu } from '@mantine/core';
import { IconHistory, IconShieldCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { useDecisions } from '#app/decisions.ts';
import { usePlace, useServiceDate, useTravel } from '#app/desk.ts';
import { tellWhere, useExporting } from '#app/exports.ts';
import { checkLedger, ledgerCheck } from '#app/ledgerCheck.ts';
import type { ActivityEntry, ActivityFilter } from '#shared/activity.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { FilterBar } from '#ui/FilterBar.tsx';
import { formatAmount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { VirtualList } from '#ui/VirtualList.tsx';
import { ActivityFilters } from './ActivityFilters.tsx';
import classes from './ActivityPage.module.css';
import { ActivityRow } from './ActivityRow.tsx';
import { takeBackWord } from './activityWords.ts';
import { EntryDetail } from './EntryDetail.tsx';
import { LedgerCheckNotice } from './LedgerCheckNotice.tsx';
import { useActivity } from './useActivity.ts';

export function ActivityPage() {
  const day = useServiceDate();
  const { stop: stopId, driver = null } = usePlace();
  const navigate = useNavigate();
  const { toStopAnywhere } = useTravel();
  const { decide, pending } = useDecisions();
  const [onlyDay, setOnlyDay] = useState(true);
  const [person, setPerson] = useState<string | null>(null);
  const [views, setViews] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const filter: ActivityFilter = {
    ...(onlyDay && day !== null && { date: day }),
    ...(person !== null && { person }),
    ...(driver !== null && { driver }),
    ...(stopId !== undefined && { stopId }),
    ...(views && { views: 'show' as const }),
  };
  const activity = useActivity(filter);
  const { page, entries, waiting, chosen } = activity;
  const timeZone = page?.timeZone ?? 'UTC';
  const check = ledgerCheck.use();
  const exporting = useExporting();
  async function takeOut(kind: 'activity-csv' | 'activity-json', date: ServiceDate | null): Promise<void> {
    const view = await exporting.start({ kind, date });
    if (view) tellWhere(view);
  }
  const renderRow = useCallback(
    (entry: ActivityEntry) => <ActivityRow entry={entry} timeZone={timeZone} />,
    [timeZone],
  );
  const isFiltered = onlyDay || person !== null || driver !== null || stopId !== undefined;

  /** Stop and driver stand in the address: other pages link to them. */
  const show = (change: { stop?: string | null; driver?: string | null }) => {
    const stop = change.stop === undefined ? (stopId ?? null) : change.stop;
    const wanted = change.driver === undefined ? driver : change.driver;
    const search = { ...(day && { day }), ...(stop !== null && { stop }), ...(wanted !== null && { driver: wanted }) };
    void navigate({ to: '/activity', search, replace: true });
  };
  function open(): void {
    const stop = chosen?.stop;
    if (stop?.stopId && stop.routeId) toStopAnywhere({ date: stop.date, routeId: stop.routeId, stopId: stop.stopId });
  }
  function takeBack(): void {
    // What came of it is said in the status line; the row changes where it stands.
    if (chosen && takeBackWord(chosen) !== null && !pending) void decide({ kind: 'undo', entryId: chosen.entryId });
  }
  function showNewest(): void {
    activity.showNewest();
    list.current?.focus();
    list.current?.scrollTo({ top: 0 });
  }
  function showAll(): void {
    setOnlyDay(false);
    setPerson(null);
    show({ stop: null, driver: null });
  }
  const onlyStop = () => chosen?.stop?.stopId && show({ stop: chosen.stop.stopId });
  useKeys({
    u: takeBack,
    t: () => setOnlyDay((only) => !only),
    w: () => setViews((shown) => !shown),
    o: onlyStop,
    v: () => void checkLedger(),
    l: showNewest,
  });

  return (
    <>
      <PageHeader
        title="Activity"
        note={page && amountSentence(entries.length, activity.complete)}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconShieldCheck size={15} stroke={1.8} />}
              rightSection={<Key>V</Key>}
              aria-keyshortcuts="v"
              disabled={check?.kind === 'checking'}
              onClick={() => void checkLedger()}
            >
              Verify the ledger
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" disabled={exporting.pending}>
                  Export…
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {([onlyDay && day !== null ? day : null, null] as const)
                  .filter((date, index) => index === 1 || date !== null)
                  .flatMap((date) => [
                    <Menu.Item key={`csv ${date}`} onClick={() => void takeOut('activity-csv', date)}>
                      {date === null ? 'Everything' : 'This day'}, as a table (CSV)
                    </Menu.Item>,
                    <Menu.Item key={`json ${date}`} onClick={() => void takeOut('activity-json', date)}>
                      {date === null ? 'Everything' : 'This day'}, for programs (JSON)
                    </Menu.Item>,
                  ])}
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      {check && <LedgerCheckNotice check={check} timeZone={timeZone} />}
      {exporting.failure !== null && <Notice level="error">{exporting.failure}</Notice>}
      <FilterBar>
        <ActivityFilters
          page={page}
          day={day}
          onlyDay={onlyDay}
          onOnlyDay={setOnlyDay}
          person={person}
          onPerson={setPerson}
          views={views}
          onViews={setViews}
          driver={driver}
          onDriver={(name) => show({ driver: name })}
          stop={
            stopId === undefined
              ? null
              : (entries.find(({ stop }) => stop?.stopId === stopId)?.stop?.address ?? 'one stop')
          }
          onEveryStop={() => show({ stop: null })}
        />
        {/* Its place is kept: what is new must not push down what is being read. */}
        <span className={classes.waiting} role="status">
          {waiting > 0 && (
            <Button
              variant="light"
              size="compact-xs"
              aria-keyshortcuts="l"
              rightSection={<Key>L</Key>}
              onClick={showNewest}
            >
              {formatAmount(waiting, 'newer entry', 'newer entries')}
            </Button>
          )}
        </span>
      </FilterBar>
      {activity.problem ? (
        <ErrorState title="The activity can’t be shown" problem={activity.problem} onRetry={activity.retry} />
      ) : page === null ? (
        <LoadingRows label="Loading the activity" rowHeight={48} />
      ) : entries.length === 0 ? (
        <EmptyState
          icon={<IconHistory size={28} stroke={1.5} />}
          title={isFiltered ? 'Nothing was decided here' : 'Nothing has been decided yet'}
          actions={
            isFiltered && (
              <Button variant="default" onClick={showAll}>
                Show everything
              </Button>
            )
          }
        >
          {isFiltered
            ? 'No entry of the ledger is of this day, person, driver or stop.'
            : 'Every decision, sign-off and import stands here from then on, and can’t be changed without being noticed.'}
        </EmptyState>
      ) : (
        <>
          <VirtualList
            ref={list}
            label="Activity"
            items={entries}
            keyOf={keyOf}
            rowHeight={48}
            selectedKey={chosen?.entryId ?? null}
            onSelect={activity.choose}
            onOpen={open}
            renderRow={renderRow}
            onNearEnd={activity.fetchMore}
            autoFocus
          />
          {chosen && (
            <EntryDetail
              entry={chosen}
              timeZone={timeZone}
              pending={pending}
              onOpen={open}
              onTakeBack={takeBack}
              onOnlyStop={onlyStop}
            />
          )}
        </>
      )}
    </>
  );
}

const keyOf = ({ entryId }: ActivityEntry) => entryId;

function amountSentence(count: number, complete: boolean): string {
  if (count === 0) return '';
  return complete ? formatAmount(count, 'entry', 'entries') : `the latest ${formatAmount(count, 'entry', 'entries')}`;
}
