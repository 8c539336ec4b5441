/** The window: top bar, banners, page, status line. */
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { OpenClaimDialog } from '#features/claims/OpenClaimDialog.tsx';
import { FirstRun } from '#features/first-run/FirstRun.tsx';
import { BoxEditor } from '#features/redacting/BoxEditor.tsx';
import { SearchPanel } from '#features/search/SearchPanel.tsx';
import { SignInDialog } from '#features/signing/SignInDialog.tsx';
import { SignOffDialog } from '#features/signing/SignOffDialog.tsx';
import { Banners } from '#features/status/Banners.tsx';
import { StatusLine } from '#features/status/StatusLine.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { useBadge } from './badge.ts';
import { KeyHelp } from './KeyHelp.tsx';
import { useMenuCommands } from './menuCommands.ts';
import { queries } from './queries.ts';
import classes from './Shell.module.css';
import { LostSession, StartFailed, Starting } from './StandIn.tsx';
import { session } from './session.ts';
import { TopBar } from './TopBar.tsx';

export function Shell() {
  const [help, setHelp] = useState(false);
  const { data: status, error, refetch } = useQuery(queries.status());
  const sessionState = session.use();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const ready = status?.phase === 'ready';
  useBadge(status);
  useMenuCommands({ onHelp: () => setHelp(true) });
  useKeys({ '?': () => setHelp(true) });

  if (sessionState === 'lost') return <LostSession />;
  if (!status) {
    if (error) return <ErrorState title="Porchlight isn’t answering" problem={error} onRetry={() => void refetch()} />;
    return <Starting />;
  }
  if (status.phase === 'failed') return <StartFailed failure={status.failure} />;
  if (status.phase === 'starting') return <Starting />;
  return (
    <div className={classes.window}>
      <TopBar status={status} onHelp={() => setHelp(true)} />
      <Banners status={status} />
      <main className={classes.page}>{ready || path === '/settings' ? <Outlet /> : <FirstRun />}</main>
      <StatusLine status={status} />
      <SearchPanel onHelp={() => setHelp(true)} />
      <OpenClaimDialog />
      <SignOffDialog />
      <BoxEditor />
      <SignInDialog />
      <KeyHelp open={help} onClose={() => setHelp(false)} />
    </div>
  );
}
