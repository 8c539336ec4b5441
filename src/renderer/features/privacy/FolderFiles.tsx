/**
 * Files of the synced folder whose pictures' time is up. Porchlight leaves them; whoever owns the folder gets the list, and (where
 * the settings allow it, after a clear word) they go to the system's trash.
 */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import type { PrivacyView } from '#shared/privacy.ts';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatAmount, formatBytes, formatCount, formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { Notice } from '#ui/Notice.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { everyDueFile, filesCsv, saveText } from './dueFiles.ts';
import classes from './PrivacyPage.module.css';

interface FolderFilesProps {
  totals: PrivacyView['folderFiles'];
  /** The setting `eraseFromFolder`. */
  mayErase: boolean;
}

/** As many names as are read at a glance; the list as a file has all. */
const shown = 8;

export function FolderFiles({ totals, mayErase }: FolderFilesProps) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ ...queries.dueFiles(), enabled: totals.files > 0 });
  const [asking, setAsking] = useState(false);
  const save = useMutation({
    mutationFn: async () => saveText('files whose time is up.csv', filesCsv(await everyDueFile())),
  });
  const trash = useMutation({
    mutationFn: trashEverything,
    onSettled: () => client.invalidateQueries({ queryKey: ['privacy'] }),
  });
  const none = totals.files === 0;
  const saveList = () => !none && !save.isPending && save.mutate();
  useKeys({ p: saveList });
  const amount = `${formatAmount(totals.files, 'file')}, ${formatBytes(totals.bytes)}`;
  const problem = save.error ?? trash.error;
  return (
    <section className={classes.block} aria-labelledby="privacy-folder">
      <h3 id="privacy-folder" className={classes.title}>
        In the synced folder <span className={classes.count}>{none ? 'nothing is due' : amount}</span>
      </h3>
      <p className={classes.words}>
        {none
          ? 'Files whose pictures were erased here would be listed. Porchlight deletes nothing in the folder by itself.'
          : 'Their pictures were erased here. The files belong to whoever owns the folder: Porchlight leaves them where they are.'}
      </p>
      {error && (
        <ErrorState title="The files can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
      )}
      {!none && data && (
        <>
          <ul className={classes.files}>
            {data.page.slice(0, shown).map(({ id, path, bytes, date }) => (
              <li key={id} className={classes.file}>
                <bdi className="one-line" title={path}>
                  {path}
                </bdi>
                <span className={classes.aside}>
                  {formatDay(date)} · {formatBytes(bytes)}
                </span>
              </li>
            ))}
          </ul>
          {totals.files > shown && (
            <p className={classes.words}>and {formatCount(totals.files - shown)} more; the list as a file has all.</p>
          )}
        </>
      )}
      <div className={classes.actions}>
        <Button
          variant="default"
          aria-keyshortcuts="P"
          rightSection={<Key>P</Key>}
          aria-disabled={none}
          {...(none && { 'data-disabled': true })}
          loading={save.isPending}
          onClick={saveList}
        >
          Save the list (CSV)
        </Button>
        {mayErase && (
          <Button variant="default" disabled={none} loading={trash.isPending} onClick={() => setAsking(true)}>
            Move {formatAmount(totals.files, 'file')} to the trash…
          </Button>
        )}
      </div>
      {problem && <Notice level="error">{asApiError(problem).message}</Notice>}
      {trash.data && (
        <Notice level={trash.data.failed.length > 0 ? 'warning' : 'info'}>
          {formatAmount(trash.data.trashed, 'file')} moved to the trash.
          {trash.data.failed.length > 0 &&
            ` ${formatAmount(trash.data.failed.length, 'file')} could not be moved: ${trash.data.failed[0]?.message}`}
        </Notice>
      )}
      <ConfirmDialog
        title={`Move ${formatAmount(totals.files, 'file')} out of the synced folder?`}
        open={asking}
        onClose={() => setAsking(false)}
        action="Move to the trash"
        typed={String(totals.files)}
        onConfirm={() => trash.mutate()}
      >
        <p>
          They go to this computer’s trash, where they can be put back until it is emptied. <b>The folder is synced</b>:
          they disappear from the drivers’ and everybody else’s copy of it as well.
        </p>
      </ConfirmDialog>
    </section>
  );
}

/** Page by page, always the first: what was moved is due no more. What could not be moved stays, and is asked for once. */
async function trashEverything() {
  const done = { trashed: 0, failed: [] as Awaited<ReturnType<typeof call<'trashFiles'>>>['failed'] };
  const tried = new Set<string>();
  for (let offset = 0; ; ) {
    const { page } = await call('listDueFiles', { offset });
    const fresh = page.filter(({ id }) => !tried.has(id));
    if (fresh.length === 0) return done;
    for (const { id } of fresh) tried.add(id);
    const { trashed, failed } = await call('trashFiles', { fileIds: fresh.map(({ id }) => id) });
    done.trashed += trashed;
    done.failed.push(...failed);
    offset += failed.length;
  }
}
