/** Rows of the file that can't be read. */
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { ManifestProblemView } from '#shared/views.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { formatCount } from '#ui/format.ts';
import { VirtualList } from '#ui/VirtualList.tsx';
import classes from './PreviewProblems.module.css';

interface NumberedProblem extends ManifestProblemView {
  number: number;
}

export function PreviewProblems({ problems, total }: { problems: readonly ManifestProblemView[]; total: number }) {
  const [key, setKey] = useState<string | null>(null);
  if (problems.length === 0) {
    return <EmptyState icon={<IconCircleCheck size={28} stroke={1.5} />} title="Everything in the file can be read" />;
  }
  const items: NumberedProblem[] = problems.map((problem, number) => ({ ...problem, number }));
  return (
    <>
      <p className={classes.about}>
        A row without a readable date, route, tracking id or outcome is left out; of the others, only the named value
        is.
        {problems.length < total && ` The first ${formatCount(problems.length)} of ${formatCount(total)} are shown.`}
      </p>
      <VirtualList
        label="What can’t be read"
        items={items}
        keyOf={keyOf}
        rowHeight={32}
        selectedKey={key}
        onSelect={setKey}
        renderRow={renderRow}
      />
    </>
  );
}

const keyOf = ({ number }: NumberedProblem) => String(number);

const renderRow = ({ line, column, message }: NumberedProblem) => (
  <div className={classes.row}>
    <span className={classes.soft}>{line === null ? 'whole file' : `line ${formatCount(line)}`}</span>
    <bdi className={`one-line ${classes.soft}`} title={column ?? ''}>
      {column ?? '–'}
    </bdi>
    <span className="one-line" title={message}>
      {message}
    </span>
  </div>
);
