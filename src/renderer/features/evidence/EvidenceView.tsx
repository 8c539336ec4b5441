/** All that is known about a delivery: the summary, the pictures with their facts, what was around them, and what became of it. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type Ref, useState } from 'react';
import { queries } from '#app/queries.ts';
import type { Evidence, EvidenceCheck, Fact, SummarySentence } from '#shared/evidence.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import { ErrorState } from '#ui/ErrorState.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { EvidenceMap } from './EvidenceMap.tsx';
import classes from './EvidenceView.module.css';
import { FactList } from './FactList.tsx';
import { factId, factsIn } from './factWords.ts';
import { Pictures } from './Pictures.tsx';
import { Records } from './Records.tsx';
import { Summary } from './Summary.tsx';
import { Timeline } from './Timeline.tsx';

interface EvidenceViewProps {
  date: ServiceDate;
  stopId: StopId;
  /** Stands before a picture that must not be seen unasked. */
  veil: (onLift: () => void) => ReactNode;
  stageRef?: Ref<HTMLElement>;
}

/** Fills its pane and scrolls in it. */
export function EvidenceView({ date, stopId, veil, stageRef }: EvidenceViewProps) {
  const { data: evidence, error, refetch } = useQuery(queries.evidence(date, stopId));
  // The files are read again behind the page: it does not wait for the disk.
  const { data: check } = useQuery({
    ...queries.evidenceCheck(stopId),
    enabled: evidence !== undefined && evidence.photos.length > 0,
  });
  if (error && !evidence) {
    return <ErrorState title="The evidence can’t be shown" problem={error} onRetry={() => void refetch()} />;
  }
  if (!evidence) return <LoadingRows label="Loading the evidence" rows={12} />;
  return <Loaded key={stopId} evidence={evidence} check={check} veil={veil} stageRef={stageRef ?? null} />;
}

interface LoadedProps {
  evidence: Evidence;
  check: EvidenceCheck | undefined;
  veil: EvidenceViewProps['veil'];
  stageRef: Ref<HTMLElement>;
}

function Loaded({ evidence, check, veil, stageRef }: LoadedProps) {
  const { photos, timeline, date, timeZone } = evidence;
  const { facts, summary } = withCheck(evidence, check);
  const [picked, setPicked] = useState<string | null>(null);
  const [chosen, setChosen] = useState<SummarySentence | null>(null);
  const photo = photos.find(({ id }) => id === picked) ?? photos[0] ?? null;
  const lit = new Set(chosen?.facts.map((code) => factId({ code, photoId: chosen.photoId })));

  function choose(sentence: SummarySentence): void {
    setChosen(sentence);
    if (sentence.photoId !== null) setPicked(sentence.photoId);
    const [code] = sentence.facts;
    if (code === undefined) return;
    // The row of another picture is there once that picture is shown.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        document.getElementById(factId({ code, photoId: sentence.photoId }))?.scrollIntoView({ block: 'nearest' }),
      ),
    );
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a page that scrolls must be reachable by keys.
    <section className={classes.holder} tabIndex={0} aria-label="Evidence about this delivery">
      <Summary summary={summary} chosen={chosen} onChoose={choose} />
      <div className={classes.middle}>
        <Pictures {...{ evidence, facts, lit, photo, veil, stageRef }} onPick={({ id }) => setPicked(id)} />
        <div className={classes.around}>
          <section className={classes.block} aria-label="The driver’s stops before and after">
            <h3 className={classes.title}>Before and after</h3>
            <Timeline date={date} timeZone={timeZone} stops={timeline} veiled={evidence.protection !== null} />
          </section>
          <section className={classes.block} aria-label="Where">
            <h3 className={classes.title}>Where</h3>
            <FactList facts={factsIn(facts, 'around')} lit={lit} />
            <div className={classes.map}>
              <EvidenceMap evidence={evidence} photoId={photo?.id ?? null} />
            </div>
          </section>
        </div>
      </div>
      <Records evidence={evidence} facts={facts} lit={lit} />
    </section>
  );
}

/** What the second look found takes the place of what the index thought of the files. */
function withCheck(
  { facts, summary }: Evidence,
  check: EvidenceCheck | undefined,
): { facts: Fact[]; summary: SummarySentence[] } {
  if (!check) return { facts, summary };
  return {
    facts: [...facts.filter(({ code }) => code !== 'file-gone'), ...check.facts],
    summary: [...summary.filter((sentence) => !sentence.facts.includes('file-gone')), ...check.summary],
  };
}
