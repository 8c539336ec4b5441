/** Rows of a file that can't be used, by line. */
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { LineProblem } from '#shared/problems.ts';
import { EmptyState } from './EmptyState.tsx';
import { formatCount } from './format.ts';
import classes from './LineProblems.module.css';
import { VirtualList } from './VirtualList.tsx';

interface NumberedProblem extends LineProblem {
  number: number;
}

interface LineProblemsProps {
  problems: readonly LineProblem[];
  /** More than those that are shown, where there are many. */
  total: number;
  /** What becomes of such a row. */
  about: string;
}

export function LineProblems({ problems, total, about }: LineProblemsProps) {
  const [key, setKey] = useState<string | null>(null);
  if (problems.length === 0) {
    return <EmptyState icon={<IconCircleCheck size={28} stroke={1.5} />} title="Everything in the file can be read" />;
  }
  const items: NumberedProblem[] = problems.map((problem, number) => ({ ...problem, number }));
  return (
    <>
      <p className={classes.about}>
        {about}
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
