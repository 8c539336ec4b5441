/** The debrief as a page to print and as a table; what was made last stands beside the buttons. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { exportFileUrl, useExporting } from '#app/exports.ts';
import { queries } from '#app/queries.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { ExportRow } from '#ui/ExportRow.tsx';
import { Key } from '#ui/Key.tsx';
import { Notice } from '#ui/Notice.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './DebriefPage.module.css';

interface DebriefExportsProps {
  date: ServiceDate;
  driver: string;
  timeZone: string;
}

/** As high before as after: the row has its place from the beginning. */
export function DebriefExports({ date, driver, timeZone }: DebriefExportsProps) {
  const { start, cancel, pending, failure } = useExporting();
  const { data: exports } = useQuery(queries.exports());
  const [latest, setLatest] = useState<string | null>(null);
  const view = exports?.find(({ id }) => id === latest);
  async function make(kind: 'debrief-pdf' | 'debrief-csv'): Promise<void> {
    if (pending) return;
    const started = await start({ kind, date, driver });
    if (started) setLatest(started.id);
  }
  useKeys({ p: () => void make('debrief-pdf'), c: () => void make('debrief-csv') });
  return (
    <section className={classes.exports} aria-label="Print and export">
      <div className={classes.exportButtons}>
        <Button aria-keyshortcuts="P" rightSection={<Key>P</Key>} onClick={() => void make('debrief-pdf')}>
          Print / PDF
        </Button>
        <Button
          variant="default"
          aria-keyshortcuts="C"
          rightSection={<Key>C</Key>}
          onClick={() => void make('debrief-csv')}
        >
          CSV
        </Button>
      </div>
      <div className={classes.exportRow}>
        {failure !== null ? (
          <Notice level="error">{failure}</Notice>
        ) : view ? (
          <ExportRow
            view={view}
            timeZone={timeZone}
            fileUrl={exportFileUrl(view.id)}
            onCancel={() => void cancel(view.id)}
          />
        ) : (
          <p className={classes.about}>One page with the pictures as they are shown here, and what is open.</p>
        )}
      </div>
    </section>
  );
}
