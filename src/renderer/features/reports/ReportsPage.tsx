/** What can be taken out of a day or a route, and the files that were. */
import { Button, Select } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { asApiError } from '#app/client.ts';
import { usePlace, useServiceDate } from '#app/desk.ts';
import { exportFileUrl, useExporting } from '#app/exports.ts';
import { queries } from '#app/queries.ts';
import type { ExportView } from '#shared/exporting.ts';
import type { DayView } from '#shared/views.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { ExportRow } from '#ui/ExportRow.tsx';
import { formatAmount, formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './ReportsPage.module.css';
import { type ReportKind, reportKinds } from './reportKinds.ts';

export function ReportsPage() {
  const date = useServiceDate();
  const { data: day, error, refetch } = useQuery({ ...queries.day(date ?? ''), enabled: date !== null });
  return (
    <>
      <PageHeader title="Reports and exports" note={date === null ? '' : formatDay(date)} />
      {day ? (
        <Reports key={day.date} day={day} />
      ) : error ? (
        <ErrorState title="This day can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
      ) : (
        <LoadingRows label="Loading the day" />
      )}
    </>
  );
}

/** The choice that means every route. */
const wholeDay = '';

function Reports({ day }: { day: DayView }) {
  const { route: wanted } = usePlace();
  const [scope, setScope] = useState(day.routes.some(({ id }) => id === wanted) ? (wanted ?? wholeDay) : wholeDay);
  const { start, cancel, failure } = useExporting();
  const { data: exports, error } = useQuery(queries.exports());
  const isEmpty = day.routes.length === 0 && day.photos === 0;

  // A key held down must not make the same file twice; another kind may be asked for meanwhile.
  const asked = useRef(new Set<string>());
  async function make({ kind, ofRoutes }: ReportKind): Promise<void> {
    if (isEmpty || asked.current.has(kind)) return;
    asked.current.add(kind);
    await start({ kind, date: day.date, routeId: ofRoutes && scope !== wholeDay ? scope : null });
    asked.current.delete(kind);
  }
  useKeys(Object.fromEntries(reportKinds.map((report) => [report.letter.toLowerCase(), () => void make(report)])));

  const byName = day.routes.toSorted((a, b) => a.route.localeCompare(b.route, 'en', { numeric: true }));
  return (
    <div className={classes.page}>
      <section className={classes.kinds} aria-label="Make a file">
        <Select
          label="Of"
          value={scope}
          allowDeselect={false}
          searchable={day.routes.length > 12}
          nothingFoundMessage="No such route"
          maxDropdownHeight={320}
          data={[
            { value: wholeDay, label: `The whole day, ${formatAmount(day.routes.length, 'route')}` },
            ...byName.map(({ id, route, driverName, driver }) => ({
              value: id,
              label: [route, driverName ?? driver].filter(Boolean).join(' · '),
            })),
          ]}
          onChange={(value) => setScope(value ?? wholeDay)}
        />
        {isEmpty && <p className={classes.about}>This day has no routes and no pictures yet.</p>}
        <ul className={classes.list}>
          {reportKinds.map((report) => (
            <li key={report.kind} className={classes.kind}>
              <span className={classes.words}>
                <span className={classes.name}>{report.name}</span>
                <span className={classes.about}>
                  {report.about}
                  {!report.ofRoutes && scope !== wholeDay && ' Always of the whole day.'}
                </span>
              </span>
              <Button
                variant={report.kind === 'evening-pdf' ? 'filled' : 'default'}
                aria-keyshortcuts={report.letter}
                rightSection={<Key>{report.letter}</Key>}
                disabled={isEmpty}
                onClick={() => void make(report)}
              >
                <span>
                  Make<span className="unseen"> {report.name}</span>
                </span>
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <section className={classes.files} aria-label="Files made">
        <h3 className={classes.title}>Files made</h3>
        {failure !== null && <Notice level="error">{failure}</Notice>}
        {exports ? (
          <Files exports={exports} timeZone={day.timeZone} onCancel={(id) => void cancel(id)} />
        ) : error ? (
          <ErrorState title="The files can’t be shown" problem={asApiError(error)} />
        ) : (
          <LoadingRows label="Loading the files" rowHeight={48} rows={5} />
        )}
      </section>
    </div>
  );
}

interface FilesProps {
  exports: readonly ExportView[];
  timeZone: string;
  onCancel: (exportId: string) => void;
}

/** Newest first; a new one comes on top and pushes nothing that is under the pointer on the left. */
function Files({ exports, timeZone, onCancel }: FilesProps) {
  if (exports.length === 0) {
    return (
      <EmptyState icon={<IconFileExport size={28} stroke={1.5} />} title="Nothing was made yet">
        Files stand here while they are written and when they are done. None has its name before it is whole.
      </EmptyState>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keys.
    <ul className={classes.exports} tabIndex={0} aria-label="Files made, newest first">
      {exports
        .toSorted((a, b) => b.startedAt - a.startedAt)
        .map((view) => (
          <li key={view.id}>
            <ExportRow
              view={view}
              timeZone={timeZone}
              fileUrl={exportFileUrl(view.id)}
              onCancel={() => onCancel(view.id)}
            />
          </li>
        ))}
    </ul>
  );
}
