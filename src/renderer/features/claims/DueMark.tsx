/** When a claim is due: a shape and a word; what is overdue is loud. */
import { IconAlertTriangleFilled, IconClock, IconClockExclamation } from '@tabler/icons-react';
import type { ServiceDate } from '#shared/ids.ts';
import { formatDay } from '#ui/format.ts';
import classes from './DueMark.module.css';
import { type Due, dueOf } from './dueWords.ts';

interface DueMarkProps {
  due: ServiceDate | null;
  today: ServiceDate;
  /** It is neither answered nor closed. */
  isWaiting: boolean;
}

const icons: Partial<Record<Due['kind'], typeof IconClock>> = {
  late: IconAlertTriangleFilled,
  today: IconClockExclamation,
  soon: IconClock,
};

export function DueMark({ due, today, isWaiting }: DueMarkProps) {
  const { kind, words } = dueOf(due, today, isWaiting);
  const Icon = icons[kind];
  return (
    <span className={classes.due} data-kind={kind} title={due === null ? 'No date was set' : `Due ${formatDay(due)}`}>
      {Icon && <Icon size={14} stroke={1.8} aria-hidden="true" />}
      <span className="one-line">{words}</span>
    </span>
  );
}
