/** What a list would open, before it is taken in: its rows, columns and problems on the left, the figures on the right. */
import { NativeSelect, TextInput } from '@mantine/core';
import { type ClaimImport, claimColumns } from '#shared/claims.ts';
import { type ClaimAllegation, claimAllegations } from '#shared/words.ts';
import { formatAmount, formatCount, formatDay } from '#ui/format.ts';
import { ImportButton, ImportFigures, ImportPreviewTabs, ImportSide } from '#ui/ImportLayout.tsx';
import { LineProblems } from '#ui/LineProblems.tsx';
import { MappingTable } from '#ui/MappingTable.tsx';
import { SampleTable } from '#ui/SampleTable.tsx';
import { allegationWords } from '#ui/words.ts';
import classes from './ClaimImport.module.css';
import { meaningOf } from './claimColumns.ts';
import { columnWords } from './claimWords.ts';
import type { ClaimImportActions, ClaimImportFlow } from './useClaimImport.ts';

interface ClaimImportPreviewProps {
  flow: Extract<ClaimImportFlow, { step: 'preview' }>;
  actions: ClaimImportActions;
}

const choices = [
  { group: 'A claim', items: claimColumns.map((column) => ({ value: column, label: columnWords[column] })) },
];

export function ClaimImportPreview({ flow, actions }: ClaimImportPreviewProps) {
  const { seen, mapping } = flow;
  const tabs = [
    { value: 'rows', label: 'First rows', content: <Sample sample={seen.sample} rows={seen.rows} /> },
    {
      value: 'columns',
      label: 'Columns',
      content: (
        <MappingTable
          headers={seen.columns.map(({ header }) => header)}
          choices={choices}
          meaningOf={(header) => meaningOf(seen.columns, mapping, header)}
          onAssign={actions.assign}
        />
      ),
    },
    {
      value: 'problems',
      label: `Problems ${formatCount(seen.problemsTotal)}`,
      content: (
        <LineProblems
          problems={seen.problems}
          total={seen.problemsTotal}
          about="Such a row opens no claim; the others do."
        />
      ),
    },
  ];
  return (
    <ImportPreviewTabs first={seen.sample.length > 0 ? 'rows' : 'columns'} tabs={tabs}>
      <Summary flow={flow} actions={actions} />
    </ImportPreviewTabs>
  );
}

function Sample({ sample, rows }: Pick<ClaimImport, 'sample' | 'rows'>) {
  return (
    <SampleTable
      label="First claims of the list"
      className={classes.table}
      caption={
        sample.length === 0
          ? 'No row of this list would open a claim.'
          : `The first ${sample.length} claims out of ${formatAmount(rows, 'row')}`
      }
    >
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col">Asked for</th>
          <th scope="col">Means</th>
          <th scope="col">They say</th>
        </tr>
      </thead>
      <tbody>
        {sample.map(({ line, words, stop, noStop, allegation }) => (
          <tr key={line}>
            <td>{formatCount(line)}</td>
            <td>
              <bdi className="one-line" title={words}>
                {words}
              </bdi>
            </td>
            <td data-unknown={stop === null}>
              <bdi className="one-line" title={stop?.address ?? noStop ?? ''}>
                {stop ? `${stop.address}, ${stop.route}, ${formatDay(stop.date)}` : noStop}
              </bdi>
            </td>
            <td>{allegationWords[allegation]}</td>
          </tr>
        ))}
      </tbody>
    </SampleTable>
  );
}

function Summary({ flow, actions }: ClaimImportPreviewProps) {
  const { seen, defaults, isStale, isCommitting, failure } = flow;
  // Of the whole file: why no row of it can be read.
  const obstacle = seen.problems.find(({ line }) => line === null)?.message ?? null;
  return (
    <ImportSide label="What the list opens" isDense>
      <ImportFigures
        isStale={isStale}
        figures={[
          { word: 'Rows', count: seen.rows },
          { word: 'Claims to open', count: seen.opened },
          { word: 'never seen by Porchlight', count: seen.unknown, isPart: true },
          { word: 'like a parcel that it saw', count: seen.near, isPart: true },
          { word: 'of several stops', count: seen.ambiguous, isPart: true },
          { word: 'Open already, or twice in the list', count: seen.already },
          { word: 'Rows that can’t be used', count: seen.problemsTotal, warns: true },
        ]}
      />
      <p className={classes.sentence}>{seen.sentence}</p>
      <NativeSelect
        size="sm"
        label="They say"
        description="For rows that say nothing else."
        data={claimAllegations.map((value) => ({ value, label: allegationWords[value] }))}
        value={defaults.allegation}
        onChange={(event) => actions.setDefaults({ allegation: event.currentTarget.value as ClaimAllegation })}
      />
      <TextInput
        type="date"
        label="Answer due on"
        description="For rows without a date."
        value={defaults.due ?? ''}
        onChange={(event) => actions.setDefaults({ due: event.currentTarget.value || null })}
      />
      <ImportButton
        words={`Open ${formatAmount(seen.opened, 'claim')}`}
        obstacle={isStale ? 'Looking at the list again…' : obstacle}
        failure={failure}
        disabled={seen.opened === 0 || isStale}
        isCommitting={isCommitting}
        onImport={actions.commit}
      />
    </ImportSide>
  );
}
