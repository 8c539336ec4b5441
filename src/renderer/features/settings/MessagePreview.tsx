/** What a customer gets, as the words stand while they are typed. */
import { SegmentedControl, Select } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import type { ConfirmationLanguage } from '#shared/confirmations.ts';
import { ErrorState } from '#ui/ErrorState.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { MessageFrame } from '#ui/MessageFrame.tsx';
import { useRested } from '#ui/useRested.ts';
import classes from './MessagePreview.module.css';

/** After the last key, in ms: the message is made once for a word, not for each letter. */
const pauseMs = 300;

interface MessagePreviewProps {
  /** As being typed. */
  words: string;
  contact: string;
  /** The one of the settings. */
  language: string;
  languages: readonly ConfirmationLanguage[];
}

export function MessagePreview({ words, contact, language, languages }: MessagePreviewProps) {
  const [show, setShow] = useState<'html' | 'text'>('html');
  const [other, setOther] = useState<string | null>(null);
  const shownIn = other ?? language;
  const typed = { words: useRested(words, pauseMs), contact: useRested(contact, pauseMs) };
  // Whoever comes for other settings needs no message to be made.
  const { ref, inViewport } = useInViewport<HTMLElement>();
  const [seen, setSeen] = useState(false);
  if (inViewport && !seen) setSeen(true);
  const { data, error, refetch } = useQuery({
    ...queries.sampleMessage({ ...typed, language: shownIn }),
    placeholderData: keepPreviousData,
    enabled: seen,
  });
  return (
    <section ref={ref} className={classes.preview} aria-label="What the customer gets">
      <div className={classes.bar}>
        <SegmentedControl
          aria-label="Form of the preview"
          size="xs"
          data={[
            { value: 'html', label: 'As a mail' },
            { value: 'text', label: 'Plain text' },
          ]}
          value={show}
          onChange={(value) => setShow(value as 'html' | 'text')}
        />
        <Select
          className={classes.language ?? ''}
          size="xs"
          aria-label="Language of the preview"
          data={languages.map(({ code, name }) => ({ value: code, label: name }))}
          value={shownIn}
          allowDeselect={false}
          onChange={setOther}
        />
      </div>
      {data && (
        <p className={classes.subject}>
          <span className={classes.what}>Subject</span> <bdi>{data.subject}</bdi>
        </p>
      )}
      <div className={classes.sheet}>
        {data ? (
          <MessageFrame title="Preview of a confirmation" html={data.html} text={data.text} show={show} />
        ) : error ? (
          <ErrorState title="The preview can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
        ) : (
          <LoadingRows label="Making the preview" rows={8} />
        )}
      </div>
      {data && data.problems.length > 0 && (
        <ul className={classes.problems} role="status">
          {data.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <p className={classes.note}>A made-up delivery, and no picture of a customer’s door.</p>
    </section>
  );
}
