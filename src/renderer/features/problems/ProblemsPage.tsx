/** Files and manifest rows that need a look, kind by kind, and what to do about each. */
import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatAmount, formatCount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './ProblemsPage.module.css';
import { kindsOf, type ProblemKind } from './problemKinds.tsx';
import { RebuildNotice } from './RebuildNotice.tsx';
import { useUpkeep } from './upkeep.ts';

export function ProblemsPage() {
  const { data: problems, error, refetch } = useQuery(queries.problems());
  const { data: settings } = useQuery(queries.settings());
  const { data: status } = useQuery(queries.status());
  const upkeep = useUpkeep();
  const [asking, setAsking] = useState(false);
  const scanning = upkeep.pending === 'scan' || status?.activity === 'scanning';
  const rebuilding = upkeep.pending === 'rebuild' || status?.activity === 'rebuilding';
  useKeys({ s: () => void upkeep.scan() }, !scanning && !rebuilding);

  const kinds = problems ? kindsOf(problems, settings?.timeZone ?? 'UTC') : null;
  const open = kinds?.filter(({ needsLook }) => needsLook).reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <PageHeader
        title="Problems"
        note={
          open === undefined
            ? ''
            : open === 0
              ? 'Nothing needs a look'
              : `${formatAmount(open, 'thing needs', 'things need')} a look`
        }
        actions={
          <>
            <Button
              variant="default"
              aria-keyshortcuts="s"
              rightSection={<Key>S</Key>}
              disabled={scanning || rebuilding}
              onClick={() => void upkeep.scan()}
            >
              {scanning ? 'Scanning…' : 'Scan again'}
            </Button>
            <Button
              variant="default"
              aria-expanded={asking}
              disabled={rebuilding}
              onClick={() => setAsking((now) => !now)}
            >
              {rebuilding ? 'Rebuilding…' : 'Rebuild index…'}
            </Button>
          </>
        }
      />
      {upkeep.failure !== null && <Notice level="error">{upkeep.failure}</Notice>}
      {asking && !rebuilding && (
        <RebuildNotice
          onRebuild={() => {
            setAsking(false);
            void upkeep.rebuild();
          }}
          onCancel={() => setAsking(false)}
        />
      )}
      {kinds ? (
        <Kinds kinds={kinds} />
      ) : error ? (
        <ErrorState title="The problems can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
      ) : (
        <LoadingRows label="Loading the problems" rowHeight={52} />
      )}
    </>
  );
}

function Kinds({ kinds }: { kinds: readonly ProblemKind[] }) {
  const [chosen, setChosen] = useState<ProblemKind['id'] | null>(null);
  // What is shown stays when its last problem goes away: a page that leaps to another list startles.
  const [first] = useState(() => (kinds.find(({ needsLook, count }) => needsLook && count > 0) ?? kinds[0])?.id);
  const kind = kinds.find(({ id }) => id === (chosen ?? first));
  return (
    <div className={classes.page}>
      <nav className={classes.side} aria-label="Kinds of problems">
        {kinds.map(({ id, title, count, needsLook }) => (
          <button
            key={id}
            type="button"
            className={classes.entry}
            aria-current={id === kind?.id ? 'true' : undefined}
            onClick={() => setChosen(id)}
          >
            <span className="one-line">{title}</span>
            <span className={classes.count} data-open={needsLook && count > 0}>
              {formatCount(count)}
            </span>
          </button>
        ))}
      </nav>
      {kind && (
        <section key={kind.id} className={classes.content} aria-labelledby="problem-kind">
          <div className={classes.about}>
            <h3 id="problem-kind" className={classes.title}>
              {kind.title}
            </h3>
            <p className={classes.advice}>{kind.about}</p>
          </div>
          {kind.count > 0 ? (
            kind.list
          ) : (
            <EmptyState
              {...(kind.isGoodWhenEmpty && { icon: <IconCircleCheck size={28} stroke={1.5} /> })}
              title={kind.none}
            />
          )}
        </section>
      )}
    </div>
  );
}
