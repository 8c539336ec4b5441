/** A new claim: what was written, which delivery it means, what they say, and until when they wait for an answer. */
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { type ClaimAsked, claimAsked, useClaiming } from '#app/claiming.ts';
import { keepDay } from '#app/place.ts';
import { queries } from '#app/queries.ts';
import type { EntryId } from '#shared/ids.ts';
import { type ClaimAllegation, type ClaimAsker, claimAskers } from '#shared/words.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { askerWords, claimStateWords } from '#ui/words.ts';
import { Allegations } from './Allegations.tsx';
import { allegationOfKey } from './allegationKeys.ts';
import { DueField } from './DueField.tsx';
import { dayAfter, daysBetween } from './dueWords.ts';
import { chosenClaim } from './listState.ts';
import classes from './OpenClaimDialog.module.css';
import { StopPicker, useStopChoosing } from './StopPicker.tsx';

/** Mounted once, in the shell. */
export function OpenClaimDialog() {
  const asked = claimAsked.use();
  const close = () => claimAsked.set(null);
  return (
    <Dialog opened={asked !== null} onClose={close} title="New claim" size={920}>
      {asked && <Today asked={asked} onClose={close} />}
    </Dialog>
  );
}

/** The depot's date is known at once in all but the first second. */
function Today({ asked, onClose }: { asked: ClaimAsked; onClose: () => void }) {
  const { data: status } = useQuery(queries.status());
  if (!status) return <LoadingRows label="Loading the day" rows={4} />;
  return <Form asked={asked} today={status.today} onClose={onClose} />;
}

/** How many days the last claim gave, for the next of the same evening. */
let lastDays: number | null = null;

interface FormProps {
  asked: ClaimAsked;
  today: string;
  onClose: () => void;
}

function Form({ asked, today, onClose }: FormProps) {
  const navigate = useNavigate();
  const { open, pending, failure } = useClaiming();
  const choosing = useStopChoosing({ text: asked.text, came: asked.stop, mayBeNone: true });
  const [allegation, setAllegation] = useState<ClaimAllegation>('never-received');
  const [asker, setAsker] = useState<ClaimAsker>('customer');
  const [askedBy, setAskedBy] = useState('');
  const [received, setReceived] = useState(today);
  const [due, setDue] = useState(lastDays === null ? '' : dayAfter(today, lastDays));
  const [note, setNote] = useState('');
  const form = useRef<HTMLFormElement>(null);
  // The dialog is open before the day is known.
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), []);
  const { chosen, text } = choosing;
  const already = chosen?.already ?? null;
  const isReady = text.trim() !== '' && chosen !== null && choosing.isCurrent && received !== '';

  function show(id: EntryId): void {
    chosenClaim.set(id);
    onClose();
    void navigate({ to: '/claims/$claim', params: { claim: id }, search: keepDay });
  }
  /** Enter in the list: on to what they say; one that is open already is shown instead. */
  function take(): void {
    if (chosen === null) return;
    if (already) show(already.id);
    else form.current?.querySelector<HTMLInputElement>('input[type=radio]:checked')?.focus();
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady || pending) return;
    if (already) {
      show(already.id);
      return;
    }
    const result = await open({
      ...{ stopId: chosen.stop?.stopId ?? null, words: text.trim(), allegation, asker, received },
      due: due === '' ? null : due,
      ...(askedBy.trim() !== '' && { askedBy: askedBy.trim() }),
      ...(note.trim() !== '' && { note: note.trim() }),
    });
    if (result === null) return;
    lastDays = due === '' ? null : daysBetween(today, due);
    show(result.entryId);
  }
  /** Digits say what they say, wherever nobody types. */
  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const said = allegationOfKey(event.key);
    if (said === null) return;
    event.preventDefault();
    setAllegation(said);
    // Enter goes on from what was said.
    event.currentTarget.querySelector<HTMLInputElement>(`input[type=radio][value=${said}]`)?.focus();
  }

  return (
    <form ref={form} className={classes.form} aria-label="New claim" onSubmit={submit} onKeyDown={onKeyDown}>
      <StopPicker choosing={choosing} autoFocus={asked.text === ''} onTake={take} />
      <div className={classes.fields}>
        {already ? (
          <Notice level="info">
            Claim {already.number} is about it already: {claimStateWords[already.state].toLowerCase()}.{' '}
            {already.sentence}.
          </Notice>
        ) : (
          <>
            <Allegations value={allegation} begins={asked.text !== ''} onChange={setAllegation} />
            <div className={classes.pair}>
              <NativeSelect
                label="Who asked"
                size="sm"
                data={claimAskers.map((value) => ({ value, label: askerWords[value] }))}
                value={asker}
                onChange={(event) => setAsker(event.currentTarget.value as ClaimAsker)}
              />
              <TextInput
                label="Their name"
                value={askedBy}
                maxLength={200}
                autoComplete="off"
                onChange={(event) => setAskedBy(event.currentTarget.value)}
              />
            </div>
            <div className={classes.pair}>
              <TextInput
                type="date"
                label="Received on"
                value={received}
                required
                onChange={(event) => setReceived(event.currentTarget.value)}
              />
              <DueField label="Answer due on" today={today} value={due} onChange={setDue} />
            </div>
            <Textarea
              label="Note"
              value={note}
              maxLength={10_000}
              autosize
              minRows={2}
              maxRows={4}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </>
        )}
        {failure !== null && <Notice level="error">{failure}</Notice>}
        <div className={classes.ways}>
          <Button type="submit" disabled={!isReady} loading={pending} rightSection={<Key>Enter</Key>}>
            {already ? `Show ${already.number}` : 'Open the claim'}
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </div>
    </form>
  );
}

function isTyping(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'radio';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
