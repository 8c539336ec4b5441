/** The number on the dock or task-bar icon: today's missing photos. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Status } from '#shared/views.ts';
import { queries } from './queries.ts';

/** Hook: keeps the badge right; does nothing in a browser. */
export function useBadge(status: Status | undefined): void {
  const today = status?.phase === 'ready' ? status.today : null;
  const { data: day } = useQuery({
    ...queries.day(today ?? ''),
    enabled: window.porchlight !== undefined && today !== null,
  });
  const missing = day?.counts.missing ?? 0;
  useEffect(() => window.porchlight?.setBadge(missing), [missing]);
}
