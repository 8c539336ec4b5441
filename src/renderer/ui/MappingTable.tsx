/** Which column of a file is which of Porchlight's, with values from the file beside each where they are known. */
import { NativeSelect } from '@mantine/core';
import classes from './MappingTable.module.css';
import { SampleTable } from './SampleTable.tsx';

interface MappingChoice<Column extends string> {
  value: Column;
  label: string;
}

interface MappingTableProps<Column extends string> {
  headers: readonly string[];
  /** What a header can mean, in the groups of the list; that it means nothing is added. */
  choices: readonly { group: string; items: MappingChoice<Column>[] }[];
  meaningOf: (header: string) => Column | null;
  /** The first values of a column, by its place; absent: they are not known. */
  samplesOf?: (index: number) => readonly string[];
  onAssign: (header: string, column: Column | null) => void;
}

export function MappingTable<Column extends string>(props: MappingTableProps<Column>) {
  const { headers, choices, meaningOf, samplesOf, onAssign } = props;
  const options = [{ value: '', label: 'Not used' }, ...choices];
  return (
    <SampleTable label="Columns of the file" className={classes.table}>
      <thead>
        <tr>
          <th scope="col">In the file</th>
          <th scope="col">Means</th>
          {samplesOf && <th scope="col">For example</th>}
        </tr>
      </thead>
      <tbody>
        {headers.map((header, index) => {
          const column = meaningOf(header);
          const samples = samplesOf?.(index);
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
                    onAssign(header, value === '' ? null : (value as Column));
                  }}
                />
              </td>
              {samples && (
                <td>
                  <span className={`one-line ${classes.samples}`} title={samples.join('\n')}>
                    {samples.length === 0 ? 'empty' : samples.join('  ·  ')}
                  </span>
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </SampleTable>
  );
}
