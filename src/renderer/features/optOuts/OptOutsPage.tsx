/** The register of opt-outs: who wants no photos, since when, and what it reaches. */
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCameraOff, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { useDecisions } from '#app/decisions.ts';
import { usePlace } from '#app/desk.ts';
import { keepDay } from '#app/place.ts';
import { queries } from '#app/queries.ts';
import type { OptOutView } from '#shared/optOuts.ts';
import type { StopDetail } from '#shared/views.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { useFileField } from '#ui/FileField.tsx';
import { formatAmount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { VirtualList } from '#ui/VirtualList.tsx';
import { ListImport } from './ListImport.tsx';
import { OptOutDetail } from './OptOutDetail.tsx';
import { type FormStart, OptOutForm } from './OptOutForm.tsx';
import { OptOutRow } from './OptOutRow.tsx';
import classes from './OptOutsPage.module.css';
import { type OptOutsShown, useOptOuts } from './useOptOuts.ts';

/** What stands beside the list. */
type Beside = { is: 'detail'; ending: boolean } | { is: 'form' } | { is: 'tokens' } | { is: 'file'; file: File };

const nothingYet: FormStart = { texts: {}, postcode: '' };

export function OptOutsPage() {
  const { day, stop } = usePlace();
  const navigate = useNavigate();
  const [show, setShow] = useState<OptOutsShown>('standing');
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 200);
  const list = useOptOuts(show, asked);
  const { decide, pending } = useDecisions();
  const [beside, setBeside] = useState<Beside>({ is: 'detail', ending: false });
  const search = useRef<HTMLInputElement>(null);
  const { data: about } = useQuery({
    ...queries.stop(day ?? '', stop ?? ''),
    enabled: day !== undefined && stop !== undefined,
  });
  const { page, optOuts, chosen } = list;
  const renderRow = useCallback((optOut: OptOutView) => <OptOutRow optOut={optOut} />, []);
  const isForm = beside.is === 'form' || stop !== undefined;

  /** A stop in the address belongs to the form; without the form it goes. */
  function turnTo(next: Beside): void {
    setBeside(next);
    if (stop !== undefined) void navigate({ to: '/opt-outs', search: keepDay, replace: true });
  }
  const { choose, field } = useFileField({
    ...{ label: 'List of opt-outs', accept: '.csv,.tsv,.txt' },
    onFiles: ([file]) => turnTo({ is: 'file', file }),
  });
  const toDetail = () => turnTo({ is: 'detail', ending: false });
  function takeBack(): void {
    if (chosen && beside.is === 'detail' && !pending) void decide({ kind: 'undo', entryId: chosen.id });
  }
  const isDetail = beside.is === 'detail' && !isForm;
  useKeys({
    n: () => turnTo({ is: 'form' }),
    i: choose,
    p: () => turnTo({ is: 'tokens' }),
    f: () => search.current?.focus(),
    ...(isDetail && chosen && { u: takeBack, e: () => setBeside({ is: 'detail', ending: true }) }),
  });

  return (
    <div className={classes.page}>
      <PageHeader
        title="Opt-outs"
        note={page && countsSentence(page.counts)}
        actions={
          <>
            <Button aria-keyshortcuts="n" rightSection={<Key>N</Key>} onClick={() => turnTo({ is: 'form' })}>
              New opt-out
            </Button>
            <Button variant="default" aria-keyshortcuts="i" rightSection={<Key>I</Key>} onClick={choose}>
              Import a list…
            </Button>
            <Button
              variant="default"
              aria-keyshortcuts="p"
              rightSection={<Key>P</Key>}
              onClick={() => turnTo({ is: 'tokens' })}
            >
              Paste tokens…
            </Button>
          </>
        }
      />
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label="Which opt-outs"
          data={[
            { value: 'standing', label: 'Standing' },
            { value: 'ended', label: 'Ended' },
            { value: 'all', label: 'All' },
          ]}
          value={show}
          onChange={(value) => setShow(value as OptOutsShown)}
        />
        <TextInput
          ref={search}
          className={classes.search ?? ''}
          size="xs"
          aria-label="Find an opt-out"
          aria-keyshortcuts="f"
          placeholder="Address, customer, parcel or note"
          leftSection={<IconSearch size={14} stroke={1.8} aria-hidden="true" />}
          rightSection={<Key>F</Key>}
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div className={classes.columns}>
        <div className={classes.list}>
          {list.problem ? (
            <ErrorState title="The register can’t be shown" problem={list.problem} onRetry={list.retry} />
          ) : page === null ? (
            <LoadingRows label="Loading the register" rowHeight={48} />
          ) : optOuts.length === 0 ? (
            <Nobody show={show} isSearched={asked !== ''} />
          ) : (
            <VirtualList
              label="Opt-outs"
              items={optOuts}
              keyOf={keyOf}
              rowHeight={48}
              selectedKey={isDetail ? (chosen?.id ?? null) : null}
              onSelect={(id) => {
                list.choose(id);
                toDetail();
              }}
              renderRow={renderRow}
              onNearEnd={list.fetchMore}
              onShown={list.onShown}
              letters={false}
              autoFocus
            />
          )}
        </div>
        <aside className={classes.beside} aria-label="Details">
          {page && isForm && (stop === undefined || about) && (
            <OptOutForm
              key={stop ?? 'new'}
              today={page.today}
              start={about && stop !== undefined ? startOf(about) : nothingYet}
              onEntered={(id) => {
                list.choose(id);
                setShow('standing');
                toDetail();
              }}
              onCancel={toDetail}
            />
          )}
          {beside.is === 'tokens' && !isForm && (
            <ListImport file={null} linkTrouble={page?.linkTrouble ?? null} onClose={toDetail} />
          )}
          {beside.is === 'file' && !isForm && (
            <ListImport
              key={beside.file.name + beside.file.lastModified}
              file={beside.file}
              linkTrouble={null}
              onClose={toDetail}
            />
          )}
          {isDetail && page && chosen && (
            <OptOutDetail
              key={chosen.id}
              optOut={chosen}
              timeZone={page.timeZone}
              today={page.today}
              ending={beside.ending}
              onEnding={(ending) => setBeside({ is: 'detail', ending })}
              pending={pending}
              onTakeBack={takeBack}
            />
          )}
        </aside>
      </div>
      {field}
    </div>
  );
}

const keyOf = ({ id }: OptOutView) => id;

function Nobody({ show, isSearched }: { show: OptOutsShown; isSearched: boolean }) {
  if (isSearched) return <EmptyState title="No opt-out like that">Try a part of the address or the name.</EmptyState>;
  const title = show === 'ended' ? 'No opt-out has ended' : 'Nobody is opted out';
  return (
    <EmptyState icon={<IconCameraOff size={28} stroke={1.5} />} title={title}>
      {show !== 'ended' &&
        'Who wants no photos stands here, by address, customer or parcel. What a manifest says about a stop stays with the manifest.'}
    </EmptyState>
  );
}

/** What a stop proposes for each kind. */
function startOf({ row, route, contact, packageList }: StopDetail): FormStart {
  return {
    date: route.date,
    texts: {
      address: row.address,
      customer: contact ?? row.customer ?? '',
      'tracking-id': packageList[0]?.trackingId ?? '',
    },
    postcode: row.postcode ?? '',
  };
}

function countsSentence({ standing, coming, ended }: { standing: number; coming: number; ended: number }): string {
  if (standing + coming + ended === 0) return '';
  const parts = [formatAmount(standing, 'opt-out stands', 'opt-outs stand')];
  if (coming > 0) parts.push(`${coming} to come`);
  if (ended > 0) parts.push(`${ended} ended`);
  return parts.join(', ');
}
