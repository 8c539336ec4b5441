/** The claims desk: who says that something is wrong with a delivery, what is due first, and the way into each. */
import { Button } from '@mantine/core';
import { IconFilterOff, IconMessageReport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useRef } from 'react';
import { claimAsked } from '#app/claiming.ts';
import { keepDay } from '#app/place.ts';
import type { ClaimView } from '#shared/claims.ts';
import type { EntryId } from '#shared/ids.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatCount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { useRested } from '#ui/useRested.ts';
import { VirtualList } from '#ui/VirtualList.tsx';
import { ClaimFilters } from './ClaimFilters.tsx';
import { ClaimHeads, ClaimRow } from './ClaimRow.tsx';
import classes from './ClaimsPage.module.css';
import { countsSentence } from './claimWords.ts';
import {
  type ClaimFilter,
  type ClaimsShown,
  chosenClaim,
  claimFilter,
  isNarrowed,
  nothingFiltered,
} from './listState.ts';
import { useClaims } from './useClaims.ts';

/** After the last letter of what is looked for, in ms. */
const pauseMs = 200;

/** @param figures the way to what claims add up to. */
export function ClaimsPage({ figures }: { figures?: ReactNode }) {
  const navigate = useNavigate();
  const filter = claimFilter.use();
  const text = useRested(filter.text, pauseMs);
  const { first: page, rows: claims, fetchMore, show, problem, retry } = useClaims({ ...filter, text });
  const wanted = chosenClaim.use();
  // One that was settled may have left the filter: the one that takes its place is next.
  const index = claims.findIndex(({ id }) => id === wanted);
  const lastIndex = useRef(0);
  if (index >= 0) lastIndex.current = index;
  const chosen = claims[index >= 0 ? index : Math.min(lastIndex.current, claims.length - 1)] ?? null;
  const list = useRef<HTMLDivElement>(null);
  const textField = useRef<HTMLInputElement>(null);
  const today = page?.today ?? '';
  const renderRow = useCallback((claim: ClaimView) => <ClaimRow claim={claim} today={today} />, [today]);

  const add = () => claimAsked.set({ text: '', stop: null });
  const takeIn = () => void navigate({ to: '/claims/import', search: keepDay });
  const open = (id: EntryId) => {
    chosenClaim.set(id);
    void navigate({ to: '/claims/$claim', params: { claim: id }, search: keepDay });
  };
  function change(part: Partial<ClaimFilter>): void {
    lastIndex.current = 0;
    claimFilter.set({ ...filter, ...part });
  }
  function step(by: 1 | -1): void {
    const beside = claims[claims.findIndex(({ id }) => id === chosen?.id) + by];
    if (beside) chosenClaim.set(beside.id);
  }
  useKeys({ n: add, i: takeIn, j: () => step(1), k: () => step(-1) });
  const drivers = useDrivers(claims);

  const isUsed = page !== null && Object.values(page.counts).some((count) => count > 0);
  return (
    <div className={classes.page}>
      <PageHeader
        title="Claims"
        note={page && countsSentence(page)}
        actions={
          <>
            <Button aria-keyshortcuts="n" rightSection={<Key>N</Key>} onClick={add}>
              New claim
            </Button>
            <Button variant="default" aria-keyshortcuts="i" rightSection={<Key>I</Key>} onClick={takeIn}>
              Import a list…
            </Button>
            {figures}
          </>
        }
      />
      {page && isUsed && (
        <ClaimFilters
          page={page}
          filter={filter}
          drivers={drivers}
          onFilter={change}
          textRef={textField}
          onLeave={() => list.current?.focus()}
        />
      )}
      {problem ? (
        <ErrorState title="The claims can’t be shown" problem={problem} onRetry={retry} />
      ) : page === null ? (
        <LoadingRows label="Loading the claims" rowHeight={48} />
      ) : chosen === null ? (
        <Nobody isUsed={isUsed} filter={filter} onFilter={change} onAdd={add} />
      ) : (
        <>
          <ClaimHeads />
          <VirtualList
            ref={list}
            label="Claims, the earliest date first"
            items={claims}
            keyOf={keyOf}
            rowHeight={48}
            selectedKey={chosen.id}
            onSelect={chosenClaim.set}
            onOpen={open}
            renderRow={renderRow}
            onNearEnd={fetchMore}
            onShown={show}
            autoFocus
          />
          <p className={classes.foot} role="status">
            {claims.length < page.total
              ? `${formatCount(claims.length)} of ${formatCount(page.total)}; more come as you go down`
              : isNarrowed(filter) && `${formatCount(page.total)} found`}
            <span className={classes.keys} aria-hidden="true">
              <Key>J</Key> <Key>K</Key> up and down <Key>Enter</Key> open <Key>F</Key> find
            </span>
          </p>
        </>
      )}
    </div>
  );
}

const keyOf = ({ id }: ClaimView) => id;

/** Hook: drivers of the claims that were shown so far, whatever is filtered now. */
function useDrivers(claims: readonly ClaimView[]): string[] {
  const seen = useRef(new Set<string>());
  for (const { stop } of claims) if (stop?.driver) seen.current.add(stop.driver);
  return [...seen.current].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

interface NobodyProps {
  isUsed: boolean;
  filter: ClaimFilter;
  onFilter: (change: Partial<ClaimFilter>) => void;
  onAdd: () => void;
}

const emptyWords: Record<ClaimsShown, string> = {
  current: 'No claim waits',
  overdue: 'No claim is overdue',
  'due-soon': 'No claim is due within seven days',
  closed: 'No claim was closed yet',
  all: 'No claim is like that',
};

function Nobody({ isUsed, filter, onFilter, onAdd }: NobodyProps) {
  if (!isUsed) {
    return (
      <EmptyState
        icon={<IconMessageReport size={28} stroke={1.5} />}
        title="No claim so far"
        actions={
          <Button variant="default" rightSection={<Key>N</Key>} onClick={onAdd}>
            New claim
          </Button>
        }
      >
        When a customer says that a parcel never came, open a claim by its tracking id, the address or the name: here,
        in the search, or with I at a stop. It keeps the pictures from being erased, and one key makes the file that
        anybody can check.
      </EmptyState>
    );
  }
  if (isNarrowed(filter)) {
    return (
      <EmptyState
        icon={<IconFilterOff size={28} stroke={1.5} />}
        title="No claim is like that"
        actions={
          <Button variant="default" onClick={() => onFilter({ ...nothingFiltered, show: 'all' })}>
            Show all
          </Button>
        }
      />
    );
  }
  return <EmptyState icon={<IconMessageReport size={28} stroke={1.5} />} title={emptyWords[filter.show]} />;
}
