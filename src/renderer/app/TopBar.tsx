/** Top bar: the day on the left, the pages and the search on the right. */
import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconHelp, IconSettings } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { DayHead } from '#features/day/DayHead.tsx';
import { SearchButton } from '#features/search/SearchButton.tsx';
import { PersonChip } from '#features/signing/PersonChip.tsx';
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
            <PageLink to="/review">Review</PageLink>
            <PageLink to="/unmatched" count={day?.unmatchedPhotos ?? 0}>
              Unmatched
            </PageLink>
            <PageLink to="/sync">Sync</PageLink>
            <PageLink to="/scores">Scores</PageLink>
            <MorePages problems={status.problems} />
          </>
        )}
      </nav>
      {ready && <SearchButton />}
      {ready && <PersonChip />}
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
  to: '/' | '/review' | '/unmatched' | '/sync' | '/scores';
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
      <Count of={count} />
    </Link>
  );
}

/** At most three digits: ten thousand strays must not push the search out of the bar. */
function Count({ of: count }: { of: number }) {
  if (count === 0) return null;
  return (
    <span className={classes.count} title={formatCount(count)}>
      {count > 999 ? '999+' : count}
    </span>
  );
}

const morePages = [
  { to: '/map', name: 'Map', group: 'Tonight' },
  { to: '/reports', name: 'Reports', group: 'Tonight' },
  { to: '/problems', name: 'Problems', group: 'Tonight' },
  { to: '/import', name: 'Import', group: 'Tonight' },
  { to: '/claims', name: 'Claims', group: 'Customers' },
  { to: '/claims/figures', name: 'What claims teach', group: 'Customers' },
  { to: '/confirmations', name: 'Confirmations', group: 'Customers' },
  { to: '/opt-outs', name: 'Opt-outs', group: 'Customers' },
  { to: '/programme', name: 'Programme', group: 'Customers' },
  { to: '/privacy', name: 'Privacy', group: 'Customers' },
  { to: '/activity', name: 'Activity', group: 'Record' },
] as const;

/** The pages of a quieter hour, behind one word: the bar must hold at 1024 pixels. */
function MorePages({ problems }: { problems: number }) {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const here = morePages.find(({ to }) => path === to) ?? morePages.find(({ to }) => path.startsWith(`${to}/`));
  return (
    <Menu position="bottom-end" shadow="md" width={190}>
      <Menu.Target>
        <UnstyledButton className={classes.page} {...(here && { 'aria-current': 'page' })}>
          {here?.name ?? 'More'}
          {(here === undefined || here.to === '/problems') && <Count of={problems} />}
          <IconChevronDown size={14} stroke={1.8} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {morePages.map(({ to, name, group }, at) => (
          <Fragment key={to}>
            {morePages[at - 1]?.group !== group && <Menu.Label>{group}</Menu.Label>}
            <Menu.Item
              renderRoot={(props) => <Link to={to} search={keepDay} {...props} />}
              {...(to === '/problems' && problems > 0 && { rightSection: formatCount(problems) })}
            >
              {name}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
