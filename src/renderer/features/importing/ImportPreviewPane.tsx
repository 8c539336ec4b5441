/** What a file holds, before it is taken in: its columns and rows on the left, what it will bring on the right. */
import { Tabs } from '@mantine/core';
import { formatCount } from '#ui/format.ts';
import classes from './ImportPreviewPane.module.css';
import { ImportSummary } from './ImportSummary.tsx';
import type { ImportActions, ImportFlow } from './importFlow.ts';
import { MappingTable } from './MappingTable.tsx';
import { PreviewProblems } from './PreviewProblems.tsx';
import { SampleRows } from './SampleRows.tsx';

interface ImportPreviewPaneProps {
  flow: Extract<ImportFlow, { step: 'preview' }>;
  actions: ImportActions;
}

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
              sampleRows={preview.sampleRows}
              mapping={mapping}
              onAssign={actions.assign}
            />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="rows">
          <SampleRows headers={preview.headers} rows={preview.sampleRows} total={preview.totals.rows} />
        </Tabs.Panel>
        <Tabs.Panel value="problems">
          <PreviewProblems problems={preview.problems} total={preview.problemsTotal} />
        </Tabs.Panel>
      </Tabs>
      <ImportSummary flow={flow} actions={actions} />
    </div>
  );
}
