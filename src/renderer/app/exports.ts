/** Files that leave Porchlight: starting one, stopping one, and where a finished one is fetched. */
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CallInput } from '#shared/api.ts';
import type { ExportView } from '#shared/exporting.ts';
import { asApiError, call } from './client.ts';
import { queries } from './queries.ts';

/** Where a finished export is. */
export const exportFileUrl = (exportId: string): string => `/api/exports/${encodeURIComponent(exportId)}/file`;

export interface Exporting {
  /** Null when it could not begin; `failure` says why. */
  start(request: CallInput<'startExport'>): Promise<ExportView | null>;
  cancel(exportId: string): Promise<ExportView | null>;
  /** One is being asked for. */
  pending: boolean;
  failure: string | null;
}

/** Where it goes; how far it is stands on the page of reports. */
export function tellWhere({ title, fileName, folderName }: ExportView): void {
  notifications.show({ title, message: `${fileName} goes into the folder ${folderName}.` });
}

/** Hook: its answers stand in `queries.exports()` at once; progress comes with the topic. */
export function useExporting(): Exporting {
  const client = useQueryClient();
  const put = (view: ExportView) => {
    client.setQueryData(queries.exports().queryKey, (known) => {
      if (!known) return known;
      const others = known.filter(({ id }) => id !== view.id);
      return others.length === known.length
        ? [view, ...known]
        : known.map((each) => (each.id === view.id ? view : each));
    });
    return client.invalidateQueries({ queryKey: queries.exports().queryKey });
  };
  const starting = useMutation({
    mutationFn: (request: CallInput<'startExport'>) => call('startExport', request),
    onSuccess: put,
  });
  const cancelling = useMutation({
    mutationFn: (exportId: string) => call('cancelExport', { exportId }),
    onSuccess: put,
  });
  const failed = starting.error ?? cancelling.error;
  return {
    start: (request) => starting.mutateAsync(request).catch((): null => null),
    cancel: (exportId) => cancelling.mutateAsync(exportId).catch((): null => null),
    pending: starting.isPending,
    failure: failed ? asApiError(failed).message : null,
  };
}
