/** Manifest rows that could not be read, with where they stand in their file. */
import type { ManifestProblemView } from '#shared/problems.ts';
import { formatCount } from '#ui/format.ts';
import { Detail, ListWithDetail } from './ListWithDetail.tsx';
import classes from './rows.module.css';

export function ManifestProblemList({ problems }: { problems: readonly ManifestProblemView[] }) {
  const items = withKeys(problems);
  return (
    <ListWithDetail
      label="Manifest rows that could not be read"
      items={items}
      keyOf={keyOf}
      rowHeight={32}
      renderRow={renderRow}
      detailOf={(problem) => (
        <Detail title={problem.file} where={placeOf(problem)}>
          <p>{problem.message}</p>
        </Detail>
      )}
    />
  );
}

interface KeyedProblem extends ManifestProblemView {
  key: string;
}

/** One row can have the same problem twice: then its number among them tells them apart. */
function withKeys(problems: readonly ManifestProblemView[]): readonly KeyedProblem[] {
  const seen = new Map<string, number>();
  return problems.map((problem) => {
    const place = `${problem.file} ${problem.line} ${problem.column} ${problem.message}`;
    const before = seen.get(place) ?? 0;
    seen.set(place, before + 1);
    return { ...problem, key: `${place} ${before}` };
  });
}

const keyOf = (problem: KeyedProblem) => problem.key;

const renderRow = (problem: KeyedProblem) => (
  <div className={classes.problem}>
    <bdi className={`one-line ${classes.spare}`} title={problem.file}>
      {problem.file}
    </bdi>
    <span className={classes.soft}>{problem.line === null ? 'whole file' : `line ${formatCount(problem.line)}`}</span>
    <bdi className={`one-line ${classes.soft} ${classes.spare}`} title={problem.column ?? ''}>
      {problem.column ?? '–'}
    </bdi>
    <span className="one-line" title={problem.message}>
      {problem.message}
    </span>
  </div>
);

function placeOf({ line, column }: ManifestProblemView): string {
  if (line === null) return 'the file as a whole';
  return column === null ? `line ${formatCount(line)}` : `line ${formatCount(line)}, column ${column}`;
}
