/** The first rows of the file as they stand in it. */
import { formatCount } from '#ui/format.ts';
import { SampleTable } from '#ui/SampleTable.tsx';
import classes from './SampleRows.module.css';

interface SampleRowsProps {
  headers: readonly string[];
  rows: readonly (readonly string[])[];
  total: number;
}

export function SampleRows({ headers, rows, total }: SampleRowsProps) {
  return (
    <SampleTable
      label="First rows of the file"
      className={classes.table}
      caption={`${
        rows.length < total
          ? `The first ${rows.length} of ${formatCount(total)} rows`
          : `All ${formatCount(total)} rows`
      }, as they stand in the file`}
    >
      <thead>
        <tr>
          {headers.map((header, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name; they never move.
            <th key={`${index} ${header}`} scope="col" title={header}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, rowIndex) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows may be alike; they never move.
          <tr key={rowIndex}>
            {row.map((value, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
              <td key={index} title={value}>
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </SampleTable>
  );
}
