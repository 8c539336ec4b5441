/** Drivers or routes with their figures; every column sorts. Of any length: only the visible rows exist. */
import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import { formatCount, formatScore, formatTarget } from '#ui/format.ts';
import { StateMark } from '#ui/StateMark.tsx';
import { TrendChart } from '#ui/TrendChart.tsx';
import { changeWords, formatChange } from '#ui/trend.ts';
import { VirtualList } from '#ui/VirtualList.tsx';
import { stateWords } from '#ui/words.ts';
import classes from './ScoreTable.module.css';
import {
  firstDirection,
  keepRowOrder,
  orderRows,
  type ScoreColumn,
  type ScoreOrder,
  type ScoreRow,
  scoreColumns,
} from './scoreRows.ts';

interface ScoreTableProps {
  label: string;
  rows: readonly ScoreRow[];
  selectedKey: string | null;
  onSelect: (key: string) => void;
  onOpen: (key: string) => void;
  listRef: Ref<HTMLDivElement>;
}

const worstFirst: ScoreOrder = { column: 'podScore', direction: 'up' };

/** Rows are put in order when somebody asks for it; figures that change meanwhile change in place. */
export function ScoreTable({ label, rows, selectedKey, onSelect, onOpen, listRef }: ScoreTableProps) {
  const [shown, setShown] = useState(() => ({ order: worstFirst, keys: orderRows(rows, worstFirst) }));
  const sortBy = (column: ScoreColumn) => {
    const again = shown.order.column === column;
    const direction = again ? (shown.order.direction === 'up' ? 'down' : 'up') : firstDirection(column);
    setShown({ order: { column, direction }, keys: orderRows(rows, { column, direction }) });
  };
  return (
    <div className={classes.table}>
      <div
        className={`${classes.columns} ${classes.head}`}
        role="toolbar"
        aria-label={`Order of the ${label.toLowerCase()}`}
      >
        {scoreColumns.map((column) => (
          <SortButton key={column} column={column} order={shown.order} onSort={sortBy} label={label} />
        ))}
        <span className={classes.trendHead}>Last 14 service days</span>
      </div>
      <VirtualList
        label={label}
        items={keepRowOrder(rows, shown.keys)}
        keyOf={keyOf}
        rowHeight={36}
        selectedKey={selectedKey}
        onSelect={onSelect}
        onOpen={onOpen}
        renderRow={renderRow}
        ref={listRef}
      />
    </div>
  );
}

const columnWords: Record<ScoreColumn, string> = {
  name: 'Name',
  opportunities: 'Photos owed',
  confirmed: stateWords.confirmed,
  missing: stateWords.missing,
  needsReview: stateWords['needs-review'],
  candidate: stateWords.candidate,
  syncing: stateWords.syncing,
  excused: stateWords.excused,
  podScore: 'Score',
  settleMore: 'To settle for the target',
  change: 'Change against the days before, in points',
};

const stateOfColumn = {
  confirmed: 'confirmed',
  missing: 'missing',
  needsReview: 'needs-review',
  candidate: 'candidate',
  syncing: 'syncing',
  excused: 'excused',
} as const;

interface SortButtonProps {
  column: ScoreColumn;
  order: ScoreOrder;
  onSort: (column: ScoreColumn) => void;
  label: string;
}

function SortButton({ column, order, onSort, label }: SortButtonProps) {
  const active = order.column === column;
  const Arrow = order.direction === 'up' ? IconChevronUp : IconChevronDown;
  const sorted = active ? `, sorted ${order.direction === 'up' ? 'from low to high' : 'from high to low'}` : '';
  return (
    <UnstyledButton
      className={classes.sort}
      data-column={column}
      aria-pressed={active}
      aria-label={`${column === 'name' ? shortWords(column, label) : columnWords[column]}${sorted}`}
      title={`${columnWords[column]}: click to sort`}
      onClick={() => onSort(column)}
    >
      {column in stateOfColumn ? (
        <StateMark state={stateOfColumn[column as keyof typeof stateOfColumn]} />
      ) : (
        shortWords(column, label)
      )}
      {active && <Arrow size={12} aria-hidden="true" />}
    </UnstyledButton>
  );
}

function shortWords(column: ScoreColumn, label: string): string {
  if (column === 'name') return label.slice(0, -1);
  return (
    { opportunities: 'Owed', podScore: 'Score', settleMore: 'To settle', change: 'Change' }[column as string] ?? ''
  );
}

const keyOf = ({ key }: ScoreRow) => key;
const renderRow = (row: ScoreRow) => <Row row={row} />;

/** Each figure with its word for screen readers: a row is read as one. */
function Row({ row }: { row: ScoreRow }) {
  const { counts, settleMore, change, trend, target, foot } = row;
  const reached = counts.podScore !== null && counts.podScore >= target;
  return (
    <div className={`${classes.columns} ${classes.row}`}>
      <span className={classes.who} title={[row.name, row.detail].filter(Boolean).join(' · ')}>
        <span className={`one-line ${classes.name}`} dir="auto">
          {row.name}
        </span>
        <span className={`one-line ${classes.detail}`} dir="auto">
          {row.detail}
        </span>
      </span>
      <Figure column="opportunities" value={counts.opportunities} />
      <Figure column="confirmed" value={counts.confirmed} />
      <Figure column="missing" value={counts.missing} />
      <Figure column="needsReview" value={counts.needsReview} />
      <Figure column="candidate" value={counts.candidate} />
      <Figure column="syncing" value={counts.syncing} />
      <Figure column="excused" value={counts.excused} />
      <span className={classes.score} data-column="podScore" data-reached={reached}>
        {formatScore(counts.podScore)}
        <span className="unseen">{reached ? ', reached' : `, below ${formatTarget(target)}`}</span>
      </span>
      <span className={classes.figure} data-column="settleMore" data-none={settleMore === 0}>
        {settleMore === 0 ? '–' : formatCount(settleMore)}
        <span className="unseen"> to settle</span>
      </span>
      <span
        className={classes.change}
        data-column="change"
        data-worse={(change ?? 0) <= -0.0005}
        title={changeWords(change)}
      >
        {formatChange(change)}
        <span className="unseen">: {changeWords(change)}</span>
      </span>
      <span className={classes.trend}>
        {trend && <TrendChart days={trend} target={target} foot={foot} size="row" />}
      </span>
    </div>
  );
}

function Figure({ column, value }: { column: ScoreColumn; value: number }) {
  return (
    <span className={classes.figure} data-column={column} data-none={value === 0}>
      {value === 0 ? '–' : formatCount(value)}
      <span className="unseen"> {columnWords[column].toLowerCase()}</span>
    </span>
  );
}
