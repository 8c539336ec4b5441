/** What a file holds, before it is taken in: its columns and rows on the left, what it will bring on the right. */
import { Tabs } from '@mantine/core';
import { formatCount } from '#ui/format.ts';
import { LineProblems } from '#ui/LineProblems.tsx';
import { MappingTable } from '#ui/MappingTable.tsx';
import { samplesOf } from './columnMapping.ts';
import { columnGroups, columnWords } from './columnWords.ts';
import classes from './ImportPreviewPane.module.css';
import { ImportSummary } from './ImportSummary.tsx';
import type { ImportActions, ImportFlow } from './importFlow.ts';
import { SampleRows } from './SampleRows.tsx';

interface ImportPreviewPaneProps {
  flow: Extract<ImportFlow, { step: 'preview' }>;
  actions: ImportActions;
}

const choices = columnGroups.map(({ title, columns }) => ({
  group: title,
  items: columns.map((column) => ({ value: column, label: columnWords[column] })),
}));

const leftOut =
  'A row without a readable date, route, tracking id or outcome is left out; of the others, only the named value is.';

export function ImportPreviewPane({ flow, actions }: ImportPreviewPaneProps) {
  const { preview, mapping } = flow;
  // Only a table has columns that somebody could have called otherwise.
  const hasColumns = preview.kind === 'csv';
  return (
    <div className={classes.preview}>
      <Tabs
        className={classes.tabs}
        defaultValue={hasColumns ? 'columns' : preview.sampleRows.length > 0 ? 'rows' : 'problems'}
        keepMounted={false}
        classNames={{ panel: classes.panel, list: classes.list }}
      >
        <Tabs.List>
          {hasColumns && <Tabs.Tab value="columns">Columns</Tabs.Tab>}
          {preview.sampleRows.length > 0 && <Tabs.Tab value="rows">First rows</Tabs.Tab>}
          <Tabs.Tab value="problems">Problems {formatCount(preview.problemsTotal)}</Tabs.Tab>
        </Tabs.List>
        {hasColumns && (
          <Tabs.Panel value="columns">
            <MappingTable
              headers={preview.headers}
              choices={choices}
              meaningOf={(header) => mapping[header] ?? null}
              samplesOf={(index) => samplesOf(preview.sampleRows, index)}
              onAssign={actions.assign}
            />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="rows">
          <SampleRows headers={preview.headers} rows={preview.sampleRows} total={preview.totals.rows} />
        </Tabs.Panel>
        <Tabs.Panel value="problems">
          <LineProblems problems={preview.problems} total={preview.problemsTotal} about={leftOut} />
        </Tabs.Panel>
      </Tabs>
      <ImportSummary flow={flow} actions={actions} />
    </div>
  );
}
