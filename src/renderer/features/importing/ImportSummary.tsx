/** What the file will bring, what it lacks, and the button that takes it in. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatCount, formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { columnWords } from './columnWords.ts';
import classes from './ImportSummary.module.css';
import type { ImportActions, ImportFlow } from './importFlow.ts';

interface ImportSummaryProps {
  flow: Extract<ImportFlow, { step: 'preview' }>;
  actions: ImportActions;
}

export function ImportSummary({ flow, actions }: ImportSummaryProps) {
  const { preview, mapping, serviceDate, stale, committing, failure } = flow;
  const { totals, lacking, dates } = preview;
  const [profileName, setProfileName] = useState('');
  const isTable = preview.kind === 'csv';
  const hasDateColumn = Object.values(mapping).includes('service_date');
  const lackingColumns = lacking.filter((column) => column !== 'service_date');
  const obstacle = obstacleOf(flow);
  const importNow = () => actions.commit(profileName.trim());
  useKeys({ i: importNow }, obstacle === null && !stale && !committing);

  return (
    <aside className={classes.summary} aria-label="What the file brings">
      <dl className={classes.totals} data-stale={stale}>
        <Figure word="Routes" count={totals.routes} />
        <Figure word="Stops" count={totals.stops} />
        <Figure word="Packages" count={totals.packages} />
        <Figure word="Rows read" count={totals.good} />
        <Figure word="Rows left out" count={totals.bad} warns />
      </dl>
      <div>
        <h3 className={classes.heading}>{dates.length > 1 ? `${formatCount(dates.length)} days` : 'Day'}</h3>
        <p className={classes.days}>{dates.length === 0 ? 'None yet' : dates.map(formatDay).join(' · ')}</p>
      </div>
      {isTable && !hasDateColumn && (
        <TextInput
          type="date"
          classNames={{ description: classes.help }}
          labelProps={{ mb: 2 }}
          label="Service date"
          description="The file has no column with it, so all of its rows are of this day."
          value={serviceDate ?? ''}
          required
          onChange={(event) => actions.setServiceDate(event.currentTarget.value || null)}
        />
      )}
      {lackingColumns.length > 0 && (
        <p className={classes.lacking} role="status">
          Needed and still without a column:{' '}
          <strong>{lackingColumns.map((column) => columnWords[column]).join(', ')}</strong>. Say under Columns which one
          it is.
        </p>
      )}
      {isTable && (
        <TextInput
          labelProps={{ mb: 2 }}
          label="Remember these columns as"
          classNames={{ description: classes.help }}
          description="Optional. The next file with the same columns is read in the same way."
          placeholder="Evening export"
          maxLength={200}
          value={profileName}
          onChange={(event) => setProfileName(event.currentTarget.value)}
        />
      )}
      <div className={classes.end}>
        <p className={classes.obstacle} role="status" data-failed={failure !== null}>
          {failure ?? (stale ? 'Looking at the file again…' : (obstacle ?? ''))}
        </p>
        <Button
          size="sm"
          fullWidth
          aria-keyshortcuts="i"
          rightSection={<Key>I</Key>}
          disabled={obstacle !== null || stale}
          loading={committing}
          onClick={importNow}
        >
          Import {formatCount(totals.good)} {totals.good === 1 ? 'row' : 'rows'}
        </Button>
      </div>
    </aside>
  );
}

/** Why the file can't be imported as it is; null when it can. */
function obstacleOf({ preview }: ImportSummaryProps['flow']): string | null {
  if (preview.lacking.length === 1 && preview.lacking[0] === 'service_date')
    return 'Which day is it? Give the service date.';
  if (preview.lacking.length > 0) return 'A needed column is missing.';
  return preview.totals.good === 0 ? 'No row of this file can be read.' : null;
}

function Figure({ word, count, warns = false }: { word: string; count: number; warns?: boolean }) {
  return (
    <div className={classes.figure} data-warns={warns && count > 0}>
      <dt>{word}</dt>
      <dd>{formatCount(count)}</dd>
    </div>
  );
}
