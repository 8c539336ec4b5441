/** Which column of the file is which of Porchlight's, with values from the file beside each. */
import { NativeSelect } from '@mantine/core';
import type { ColumnMapping, ManifestColumn } from '#shared/importing.ts';
import { samplesOf } from './columnMapping.ts';
import { columnGroups, columnWords } from './columnWords.ts';
import classes from './MappingTable.module.css';

interface MappingTableProps {
  headers: readonly string[];
  sampleRows: readonly (readonly string[])[];
  mapping: ColumnMapping;
  onAssign: (header: string, column: ManifestColumn | null) => void;
}

const options = [
  { value: '', label: 'Not used' },
  ...columnGroups.map(({ title, columns }) => ({
    group: title,
    items: columns.map((column) => ({ value: column, label: columnWords[column] })),
  })),
];

export function MappingTable({ headers, sampleRows, mapping, onAssign }: MappingTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard.
    <section className={classes.scroller} tabIndex={0} aria-label="Columns of the file">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">In the file</th>
            <th scope="col">Means</th>
            <th scope="col">For example</th>
          </tr>
        </thead>
        <tbody>
          {headers.map((header, index) => {
            const column = mapping[header] ?? null;
            const samples = samplesOf(sampleRows, index);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a file may have two columns of one name; they never move.
              <tr key={`${index} ${header}`} data-unused={column === null}>
                <th scope="row">
                  <bdi className={`one-line ${classes.header}`} title={header}>
                    {header === '' ? '(no name)' : header}
                  </bdi>
                </th>
                <td>
                  <NativeSelect
                    size="xs"
                    aria-label={`What “${header}” means`}
                    data={options}
                    value={column ?? ''}
                    onChange={(event) => {
                      const value = event.currentTarget.value;
                      onAssign(header, value === '' ? null : (value as ManifestColumn));
                    }}
                  />
                </td>
                <td>
                  <span className={`one-line ${classes.samples}`} title={samples.join('\n')}>
                    {samples.length === 0 ? 'empty' : samples.join('  ·  ')}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
