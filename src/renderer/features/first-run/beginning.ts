/** The two ways to begin: a folder of one's own, or the sample depot. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { asApiError, call } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import { defaultSettings, type SettingsPatch } from '#shared/settings.ts';

export interface Beginning {
  step: 'idle' | 'folder' | 'sample';
  failure: string | null;
  /** @param folder absolute path. */
  openFolder: (folder: string) => void;
  openSample: () => void;
}

/** Hook: once one of the two is done, the status says `ready` and the desk takes this page's place. */
export function useBeginning(): Beginning {
  const client = useQueryClient();
  const { data: settings } = useQuery(queries.settings());
  const { mutate, isPending, isSuccess, variables, error } = useMutation({
    mutationFn: async (way: { folder: string } | 'sample') => {
      if (way === 'sample') return call('openSample', {});
      await call('putSettings', firstSettings(way.folder, settings?.timeZone));
      return call('getStatus', {});
    },
    onSuccess: (status) => {
      client.setQueryData(queries.status().queryKey, status);
      return client.invalidateQueries();
    },
  });
  const step = variables === 'sample' ? 'sample' : 'folder';
  return {
    step: isPending || isSuccess ? step : 'idle',
    failure: error ? asApiError(error).message : null,
    openFolder: (folder) => mutate({ folder }),
    openSample: () => mutate('sample'),
  };
}

/** Until somebody has chosen a time zone, this computer's is the best guess at the depot's. */
function firstSettings(folder: string, timeZone: string | undefined): SettingsPatch {
  const isUntouched = timeZone === undefined || timeZone === defaultSettings.timeZone;
  return isUntouched ? { folder, timeZone: computerTimeZone() } : { folder };
}

/** IANA name of the zone that this computer is set to. */
export function computerTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
