/** Entering an opt-out: whom, since when, and what it would mean while it is typed. */
import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { noteDecision } from '#app/decisions.ts';
import { queries } from '#app/queries.ts';
import { ensurePerson } from '#app/signing.ts';
import type { EntryId, ServiceDate } from '#shared/ids.ts';
import type { OptOutTarget } from '#shared/words.ts';
import { Notice } from '#ui/Notice.tsx';
import { OptOutMatches } from './OptOutMatches.tsx';
import classes from './OptOutsPage.module.css';
import { daysWords, targetWords } from './optOutWords.ts';

/** What the form begins with: nothing, or what a stop says. */
export interface FormStart {
  texts: Partial<Record<OptOutTarget, string>>;
  postcode: string;
  /** Service date of the stop: its own pictures are meant too, though midnight has passed. */
  date?: ServiceDate;
}

interface OptOutFormProps {
  today: ServiceDate;
  start: FormStart;
  onEntered: (id: EntryId) => void;
  onCancel: () => void;
}

const fields: Record<OptOutTarget, { label: string; help: string }> = {
  address: { label: 'Address', help: 'With the unit: 12 Elm St, Apt 4 is another door than 12 Elm St.' },
  customer: { label: 'Customer', help: 'A name, an e-mail address or a telephone number, at every address.' },
  'tracking-id': { label: 'Tracking id', help: 'This parcel only.' },
};

export function OptOutForm({ today, start, onEntered, onCancel }: OptOutFormProps) {
  const client = useQueryClient();
  const [by, setBy] = useState<OptOutTarget>('address');
  const [texts, setTexts] = useState(start.texts);
  const [postcode, setPostcode] = useState(start.postcode);
  const [from, setFrom] = useState(start.date !== undefined && start.date < today ? start.date : today);
  const [until, setUntil] = useState('');
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const text = texts[by] ?? '';
  const request = {
    ...{ by, text, from, until: until === '' ? null : until },
    postcode: by === 'address' && postcode.trim() !== '' ? postcode : null,
  };
  const [asked] = useDebouncedValue(request, 250);
  const isAsked = asked.text.trim() !== '' && asked.from !== '';
  const { data: preview, error } = useQuery({
    ...queries.optOutPreview(asked),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const shown = isAsked ? preview : undefined;

  async function enter(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (pending || text.trim() === '') return;
    setPending(true);
    setFailure(null);
    await ensurePerson(client);
    try {
      const result = await call('addOptOut', { ...request, ...(note.trim() !== '' && { note }) });
      noteDecision(result.sentence, 'undone');
      onEntered(result.entryId);
    } catch (problem) {
      setFailure(asApiError(problem).message);
      setPending(false);
    }
  }

  return (
    <form className={classes.panel} aria-label="New opt-out" onSubmit={(event) => void enter(event)}>
      <h3 className={classes.title}>New opt-out</h3>
      <SegmentedControl
        fullWidth
        aria-label="By what"
        data={(['address', 'customer', 'tracking-id'] as const).map((value) => ({ value, label: targetWords[value] }))}
        value={by}
        onChange={(value) => setBy(value as OptOutTarget)}
      />
      <TextInput
        label={fields[by].label}
        description={fields[by].help}
        value={text}
        maxLength={500}
        data-autofocus
        autoFocus
        onChange={(event) => setTexts({ ...texts, [by]: event.currentTarget.value })}
      />
      {by === 'address' && (
        <TextInput
          label="Postcode"
          description="Empty: the same address in any postcode."
          value={postcode}
          maxLength={20}
          onChange={(event) => setPostcode(event.currentTarget.value)}
        />
      )}
      <div className={classes.dates}>
        <TextInput
          type="date"
          label="First day"
          value={from}
          required
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label="Last day"
          description="Empty: until somebody ends it."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      <Textarea
        label="Note"
        value={note}
        maxLength={2000}
        autosize
        minRows={1}
        maxRows={4}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {failure !== null && <Notice level="error">{failure}</Notice>}
      {error && <Notice level="error">{asApiError(error).message}</Notice>}
      {shown?.problem && <Notice level="warning">{shown.problem}</Notice>}
      {shown?.already && <Notice level="info">In the register already, {daysWords(shown.already)}.</Notice>}
      <div className={classes.ways}>
        <Button type="submit" disabled={pending || text.trim() === '' || Boolean(shown?.problem)}>
          Enter the opt-out
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      {shown && shown.form !== '' && <OptOutMatches preview={shown} by={asked.by} />}
    </form>
  );
}
