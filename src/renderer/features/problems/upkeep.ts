/** Scanning the folder again and rebuilding the index: what a supervisor can do when something looks wrong. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asApiError, call } from '#app/client.ts';
import { queries } from '#app/queries.ts';

export interface Upkeep {
  scan(): Promise<void>;
  rebuild(): Promise<void>;
  /** The one that was asked for and not answered yet; after that the status says how far it is. */
  pending: 'scan' | 'rebuild' | null;
  /** Why the last one could not begin. */
  failure: string | null;
}

export function useUpkeep(): Upkeep {
  const client = useQueryClient();
  const { mutateAsync, isPending, variables, error } = useMutation({
    mutationFn: (what: 'scan' | 'rebuild') => call(what === 'scan' ? 'scanNow' : 'rebuildIndex', {}),
    onSuccess: (status) => client.setQueryData(queries.status().queryKey, status),
  });
  // A failure stays in `error`, where the page shows it.
  const start = async (what: 'scan' | 'rebuild') => void (await mutateAsync(what).catch((): null => null));
  return {
    scan: () => start('scan'),
    rebuild: () => start('rebuild'),
    pending: isPending ? variables : null,
    failure: error ? asApiError(error).message : null,
  };
}
