/** Takes the activity out as a file; how far it is stands on the page of reports and exports. */
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asApiError, call } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import type { ServiceDate } from '#shared/ids.ts';

export interface ActivityExport {
  /** @param date null: everything. */
  start(kind: 'activity-csv' | 'activity-json', date: ServiceDate | null): void;
  pending: boolean;
  /** Why the last one could not begin. */
  failure: string | null;
}

export function useActivityExport(): ActivityExport {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (request: { kind: 'activity-csv' | 'activity-json'; date: ServiceDate | null }) =>
      call('startExport', request),
    onSuccess: ({ title, fileName, folderName }) => {
      notifications.show({ title, message: `${fileName} goes into the folder ${folderName}.` });
      void client.invalidateQueries({ queryKey: queries.exports().queryKey });
    },
  });
  return {
    start: (kind, date) => mutate({ kind, date }),
    pending: isPending,
    failure: error ? asApiError(error).message : null,
  };
}
