/** A customer asks: what is held about them, all of it as a file, or gone. */
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { exportFileUrl, useExporting } from '#app/exports.ts';
import { queries } from '#app/queries.ts';
import type { SubjectView } from '#shared/subject.ts';
import type { OptOutTarget } from '#shared/words.ts';
import { ExportRow } from '#ui/ExportRow.tsx';
import { formatAmount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { Notice } from '#ui/Notice.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { EraseDialog } from './EraseDialog.tsx';
import { FoundGroups } from './FoundGroups.tsx';
import classes from './PrivacyPage.module.css';

interface Asked {
  by: OptOutTarget;
  text: string;
  postcode: string | null;
}

const targets: { value: OptOutTarget; label: string }[] = [
  { value: 'address', label: 'Address' },
  { value: 'customer', label: 'Customer' },
  { value: 'tracking-id', label: 'Parcel' },
];
const labels: Record<OptOutTarget, string> = {
  address: 'Street, number, flat',
  customer: 'Name, e-mail or telephone',
  'tracking-id': 'Tracking id',
};

export function CustomerPane({ timeZone }: { timeZone: string }) {
  const [by, setBy] = useState<OptOutTarget>('address');
  const [text, setText] = useState('');
  const [postcode, setPostcode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const search = useMutation({ mutationFn: (asked: Asked) => call('findSubject', asked) });
  const asked: Asked = {
    by,
    text: text.trim(),
    postcode: by === 'address' && postcode.trim() !== '' ? postcode.trim() : null,
  };
  function find(event: FormEvent): void {
    event.preventDefault();
    if (asked.text !== '') search.mutate(asked);
  }
  useKeys({ c: () => field.current?.focus() });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keys.
    <section className={classes.customer} tabIndex={0} aria-label="A customer asks">
      <h3 className={classes.title}>A customer asks</h3>
      <form className={classes.search} onSubmit={find}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Look for"
          data={targets}
          value={by}
          onChange={(value) => {
            setBy(value as OptOutTarget);
            search.reset();
          }}
        />
        <div className={classes.fields}>
          <TextInput
            ref={field}
            label={labels[by]}
            value={text}
            maxLength={500}
            autoComplete="off"
            rightSection={<Key>C</Key>}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {by === 'address' && (
            <TextInput
              label="Postcode"
              value={postcode}
              maxLength={20}
              autoComplete="off"
              onChange={(event) => setPostcode(event.currentTarget.value)}
            />
          )}
        </div>
        <Button type="submit" variant="default" loading={search.isPending} disabled={asked.text === ''}>
          Find their deliveries
        </Button>
      </form>
      {search.error && <Notice level="error">{asApiError(search.error).message}</Notice>}
      {search.data ? (
        <Found
          key={search.submittedAt}
          words={search.variables.text}
          found={search.data}
          timeZone={timeZone}
          onErased={() => search.mutate(search.variables)}
        />
      ) : (
        <p className={classes.words}>
          Only exactly this address, customer or parcel is found, in whatever way it is written (“12 Elm Street”, “12
          elm st”). Nothing similar is guessed.
        </p>
      )}
    </section>
  );
}

interface FoundProps {
  words: string;
  found: SubjectView;
  timeZone: string;
  onErased: () => void;
}

function Found({ words, found, timeZone, onErased }: FoundProps) {
  const { groups } = found;
  // One door and one customer: no question whose it is. Else somebody has to say.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    new Set(groups.length === 1 ? groups.map(({ id }) => id) : []),
  );
  const [erasing, setErasing] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const { start, cancel, pending, failure } = useExporting();
  const { data: exports } = useQuery(queries.exports());
  const [latest, setLatest] = useState<string | null>(null);
  const view = exports?.find(({ id }) => id === latest);
  const ours = groups.filter(({ id }) => chosen.has(id));
  const stopIds = ours.flatMap((group) => group.stopIds);
  const none = stopIds.length === 0;

  async function putTogether(): Promise<void> {
    if (none || pending) return;
    const about =
      [...new Set(ours.map(({ customer }) => customer).filter((name) => name !== null))].join(', ') || words;
    const started = await start({
      kind: 'subject-access',
      date: null,
      subject: { words: about.slice(0, 500), stopIds },
    });
    if (started) setLatest(started.id);
  }
  const erase = () => !none && setErasing(true);
  useKeys({ z: () => void putTogether(), x: erase });
  const dimmed = none ? { 'aria-disabled': true, 'data-disabled': true } : {};
  return (
    <>
      <FoundGroups found={found} chosen={chosen} onChoose={setChosen} />
      {groups.length > 0 && (
        <div className={classes.actions}>
          <Button {...dimmed} aria-keyshortcuts="Z" rightSection={<Key>Z</Key>} onClick={() => void putTogether()}>
            All that is held (ZIP)
          </Button>
          <Button {...dimmed} variant="default" aria-keyshortcuts="X" rightSection={<Key>X</Key>} onClick={erase}>
            Erase…
          </Button>
        </div>
      )}
      {groups.length > 1 && none && (
        <p className={classes.words}>Tick what belongs to whoever asks; the rest is other people’s.</p>
      )}
      {failure !== null && <Notice level="error">{failure}</Notice>}
      {view && (
        <div className={classes.made}>
          <ExportRow
            view={view}
            timeZone={timeZone}
            fileUrl={exportFileUrl(view.id)}
            onCancel={() => void cancel(view.id)}
          />
        </div>
      )}
      {view?.state === 'done' && (
        <p className={classes.words}>
          Read it before you hand it over: a note may name somebody else.{' '}
          {formatAmount(stopIds.length, 'delivery', 'deliveries')} in it, and nobody else’s.
        </p>
      )}
      {told !== null && <Notice level="info">{told}</Notice>}
      <EraseDialog
        open={erasing}
        groups={ours}
        onClose={() => setErasing(false)}
        onErased={(sentence) => {
          setTold(sentence);
          onErased();
        }}
      />
    </>
  );
}
