/** Top bar: the day on the left, the pages and the search on the right. */
import { ActionIcon } from '@mantine/core';
import { IconHelp, IconSettings } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DayHead } from '#features/day/DayHead.tsx';
import { SearchButton } from '#features/search/SearchButton.tsx';
import type { Status } from '#shared/views.ts';
import { formatCount } from '#ui/format.ts';
import { useServiceDate } from './desk.ts';
import { keepDay } from './place.ts';
import { queries } from './queries.ts';
import classes from './TopBar.module.css';

interface TopBarProps {
  status: Status;
  onHelp: () => void;
}

export function TopBar({ status, onHelp }: TopBarProps) {
  const date = useServiceDate();
  const ready = status.phase === 'ready';
  const { data: day } = useQuery({ ...queries.day(date ?? ''), enabled: ready && date !== null });
  return (
    <header className={classes.bar}>
      {ready ? <DayHead /> : <h1 className={classes.name}>Porchlight</h1>}
      <nav className={classes.pages} aria-label="Pages">
        {ready && (
          <>
            <PageLink to="/">Desk</PageLink>
            <PageLink to="/unmatched" count={day?.unmatchedPhotos ?? 0}>
              Unmatched
            </PageLink>
            <PageLink to="/problems" count={status.problems}>
              Problems
            </PageLink>
            <PageLink to="/import">Import</PageLink>
          </>
        )}
      </nav>
      {ready && <SearchButton />}
      <span className={classes.icons}>
        <ActionIcon aria-label="Keys" aria-keyshortcuts="?" title="All keys (?)" onClick={onHelp}>
          <IconHelp size={18} stroke={1.6} />
        </ActionIcon>
        <ActionIcon
          aria-label="Settings"
          title="Settings"
          renderRoot={(props) => <Link to="/settings" search={keepDay} {...props} />}
        >
          <IconSettings size={18} stroke={1.6} />
        </ActionIcon>
      </span>
    </header>
  );
}

interface PageLinkProps {
  to: '/' | '/unmatched' | '/problems' | '/import';
  children: ReactNode;
  /** Shown behind the word when there is something. */
  count?: number;
}

function PageLink({ to, children, count = 0 }: PageLinkProps) {
  return (
    <Link
      className={classes.page}
      to={to}
      search={to === '/' ? true : keepDay}
      activeOptions={{ exact: true, includeSearch: false }}
    >
      {children}
      {count > 0 && <span className={classes.count}>{formatCount(count)}</span>}
    </Link>
  );
}
