/** ‹ Sat 21 Nov 2026 ›: to the days before and after that have data, and a calendar of all of them. */
import { ActionIcon, Popover, UnstyledButton } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTravel } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { DaySummary } from '#shared/views.ts';
import { formatAmount, formatDay, formatScore } from '#ui/format.ts';
import { useKeys } from '#ui/useKeys.ts';
import classes from './DayNavigation.module.css';

export function DayNavigation({ date }: { date: ServiceDate }) {
  const { data: days } = useQuery(queries.days());
  const { data: status } = useQuery(queries.status());
  const { toDay } = useTravel();
  const [open, setOpen] = useState(false);
  const known = useMemo(() => new Map((days ?? []).map((day) => [day.date, day])), [days]);
  const { before, after } = neighbours([...known.keys()], date);
  const goBack = () => before && toDay(before);
  const goOn = () => after && toDay(after);
  useKeys({ '[': goBack, ']': goOn });

  return (
    <div className={classes.navigation}>
      <ActionIcon
        aria-label="Day before"
        aria-keyshortcuts="["
        title="Day before ([)"
        disabled={!before}
        onClick={goBack}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Popover opened={open} onChange={setOpen} trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton className={classes.date} onClick={() => setOpen(!open)} title="Choose a day">
            {formatDay(date)}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <DatePicker
            defaultDate={date}
            value={date}
            size="xs"
            firstDayOfWeek={1}
            highlightToday
            weekendDays={noWeekend}
            hideOutsideDates
            ariaLabels={ariaLabels}
            getDayProps={(day) => ({ 'aria-label': dayLabel(day, known.get(day)) })}
            renderDay={(day) => <DayCell day={day} summary={known.get(day)} />}
            onChange={(day) => {
              setOpen(false);
              if (day) toDay(day);
            }}
          />
          <p className={classes.legend}>
            <span className={classes.dot} data-kind="settled" /> settled
            <span className={classes.dot} data-kind="open" /> open
            {status && status.today !== date && (
              <UnstyledButton
                className={classes.today}
                onClick={() => {
                  setOpen(false);
                  toDay(status.today);
                }}
              >
                Go to today
              </UnstyledButton>
            )}
          </p>
        </Popover.Dropdown>
      </Popover>
      <ActionIcon aria-label="Day after" aria-keyshortcuts="]" title="Day after (])" disabled={!after} onClick={goOn}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </div>
  );
}

/** Parcels are driven on Sundays too: no day is painted red. */
const noWeekend: [] = [];

const ariaLabels = {
  nextMonth: 'Next month',
  previousMonth: 'Month before',
  nextYear: 'Next year',
  previousYear: 'Year before',
  nextDecade: 'Next decade',
  previousDecade: 'Decade before',
};

/** The nearest days with data on both sides of `date`. */
function neighbours(dates: readonly ServiceDate[], date: ServiceDate) {
  const sorted = dates.toSorted();
  return { before: sorted.findLast((other) => other < date), after: sorted.find((other) => other > date) };
}

/** A day in the calendar: a ring where stops are open, a disc where all are settled, nothing without data. */
function DayCell({ day, summary }: { day: string; summary: DaySummary | undefined }) {
  const number = Number(day.slice(-2));
  if (!summary) return <span className={classes.cell}>{number}</span>;
  const open = summary.counts.opportunities > summary.counts.confirmed;
  return (
    <span className={classes.cell}>
      {number}
      <span className={classes.dot} data-kind={open ? 'open' : 'settled'} />
    </span>
  );
}

function dayLabel(day: string, summary: DaySummary | undefined): string {
  if (!summary) return `${formatDay(day)}: no data`;
  const { routes, counts } = summary;
  return `${formatDay(day)}: ${formatAmount(routes, 'route')}, POD ${formatScore(counts.podScore)}, ${counts.missing} missing`;
}
