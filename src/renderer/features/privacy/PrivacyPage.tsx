/** The privacy clock: what is kept and for how long, what holds it, what lies in the folder, and what a customer may ask for. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { keepDay } from '#app/place.ts';
import { queries } from '#app/queries.ts';
import type { PrivacyView } from '#shared/privacy.ts';
import type { Settings } from '#shared/settings.ts';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatMoment } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { CustomerPane } from './CustomerPane.tsx';
import { FolderFiles } from './FolderFiles.tsx';
import { HoldList } from './HoldList.tsx';
import { KindTable } from './KindTable.tsx';
import classes from './PrivacyPage.module.css';
import { dueSentence, runSentence } from './privacyWords.ts';

export function PrivacyPage() {
  const { data: privacy, error, refetch } = useQuery(queries.privacy());
  const { data: settings } = useQuery(queries.settings());
  return (
    <>
      <PageHeader
        title="Privacy"
        note={privacy && settings && `next run ${formatMoment(privacy.nextRunAt, settings.timeZone)}`}
        actions={
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/settings" search={keepDay} hash="keeping" {...props} />}
          >
            How long things are kept
          </Button>
        }
      />
      {privacy && settings ? (
        <div className={classes.page}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keys. */}
          <section className={classes.clock} tabIndex={0} aria-label="The privacy clock">
            <Clock privacy={privacy} settings={settings} />
            <HoldList holds={privacy.holds} claimed={privacy.claimed} timeZone={settings.timeZone} />
            <FolderFiles totals={privacy.folderFiles} mayErase={settings.eraseFromFolder} />
          </section>
          <CustomerPane timeZone={settings.timeZone} />
        </div>
      ) : error ? (
        <ErrorState title="Privacy can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
      ) : (
        <LoadingRows label="Loading what is kept" rowHeight={48} />
      )}
    </>
  );
}

function Clock({ privacy, settings }: { privacy: PrivacyView; settings: Settings }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const due = privacy.kinds.reduce((sum, kind) => sum + kind.due - kind.held, 0);
  const run = useMutation({
    mutationFn: () => call('runPrivacyClock', {}),
    onSuccess: (view) => client.setQueryData(queries.privacy().queryKey, view),
  });
  const ask = () => due > 0 && !run.isPending && setAsking(true);
  useKeys({ r: ask });
  return (
    <section className={classes.block} aria-labelledby="privacy-kept">
      <h3 id="privacy-kept" className={classes.title}>
        What is kept, and for how long
      </h3>
      <KindTable kinds={privacy.kinds} />
      <div className={classes.run}>
        <p className={classes.words}>{runSentence(privacy, settings.timeZone)}</p>
        <Button
          variant="default"
          aria-keyshortcuts="R"
          rightSection={<Key>R</Key>}
          loading={run.isPending}
          aria-disabled={due === 0}
          {...(due === 0 && { 'data-disabled': true })}
          title={due === 0 ? 'Nothing is due' : 'The nightly run, now'}
          onClick={ask}
        >
          Erase what is due
        </Button>
      </div>
      {privacy.lastRun?.trouble && <Notice level="warning">{privacy.lastRun.trouble}</Notice>}
      {run.error && <Notice level="error">{asApiError(run.error).message}</Notice>}
      <ConfirmDialog
        title="Erase what is due, now?"
        open={asking}
        onClose={() => setAsking(false)}
        action="Erase"
        onConfirm={() => run.mutate()}
      >
        {dueSentence(privacy)} It is gone for good: no undo brings it back. The depot’s record keeps that it was erased,
        and the totals of those days stay.
      </ConfirmDialog>
    </section>
  );
}
