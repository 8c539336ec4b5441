/** What a file holds, before it is taken in: its columns and rows on the left, what it will bring on the right. */
import { formatCount } from '#ui/format.ts';
import { ImportPreviewTabs } from '#ui/ImportLayout.tsx';
import { LineProblems } from '#ui/LineProblems.tsx';
import { MappingTable } from '#ui/MappingTable.tsx';
import { samplesOf } from './columnMapping.ts';
import { columnGroups, columnWords } from './columnWords.ts';
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
  const columns = (
    <MappingTable
      headers={preview.headers}
      choices={choices}
      meaningOf={(header) => mapping[header] ?? null}
      samplesOf={(index) => samplesOf(preview.sampleRows, index)}
      onAssign={actions.assign}
    />
  );
  const rows = <SampleRows headers={preview.headers} rows={preview.sampleRows} total={preview.totals.rows} />;
  const problems = <LineProblems problems={preview.problems} total={preview.problemsTotal} about={leftOut} />;
  const tabs = [
    ...(hasColumns ? [{ value: 'columns', label: 'Columns', content: columns }] : []),
    ...(preview.sampleRows.length > 0 ? [{ value: 'rows', label: 'First rows', content: rows }] : []),
    { value: 'problems', label: `Problems ${formatCount(preview.problemsTotal)}`, content: problems },
  ];
  return (
    <ImportPreviewTabs first={tabs[0]?.value ?? 'problems'} tabs={tabs}>
      <ImportSummary flow={flow} actions={actions} />
    </ImportPreviewTabs>
  );
}
