/** What the file will bring, what it lacks, and the button that takes it in. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatAmount, formatCount, formatDay } from '#ui/format.ts';
import { ImportButton, ImportFigures, ImportSide } from '#ui/ImportLayout.tsx';
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

  return (
    <ImportSide label="What the file brings">
      <ImportFigures
        isStale={stale}
        figures={[
          { word: 'Routes', count: totals.routes },
          { word: 'Stops', count: totals.stops },
          { word: 'Packages', count: totals.packages },
          { word: 'Rows read', count: totals.good },
          { word: 'Rows left out', count: totals.bad, warns: true },
        ]}
      />
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
      <ImportButton
        words={`Import ${formatAmount(totals.good, 'row')}`}
        obstacle={stale ? 'Looking at the file again…' : obstacle}
        failure={failure}
        disabled={obstacle !== null || stale}
        isCommitting={committing}
        onImport={() => actions.commit(profileName.trim())}
      />
    </ImportSide>
  );
}

/** Why the file can't be imported as it is; null when it can. */
function obstacleOf({ preview }: ImportSummaryProps['flow']): string | null {
  if (preview.lacking.length === 1 && preview.lacking[0] === 'service_date')
    return 'Which day is it? Give the service date.';
  if (preview.lacking.length > 0) return 'A needed column is missing.';
  return preview.totals.good === 0 ? 'No row of this file can be read.' : null;
}
