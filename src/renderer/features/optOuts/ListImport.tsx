/** Opt-outs from a file or from pasted tokens: looked at first, then entered. */
import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError, call, upload } from '#app/client.ts';
import { noteDecision } from '#app/decisions.ts';
import { ensurePerson } from '#app/signing.ts';
import type { OptOutImport } from '#shared/optOuts.ts';
import { formatAmount } from '#ui/format.ts';
import { Notice } from '#ui/Notice.tsx';
import classes from './OptOutsPage.module.css';
import { daysWords, targetWords, whomWords } from './optOutWords.ts';

/** What is looked at: a file, or tokens as they were pasted. */
export type ListSource = { kind: 'file'; file: File } | { kind: 'tokens'; tokens: string };

interface ListImportProps {
  /** Null: tokens are to be pasted. */
  file: File | null;
  /** Why links can't be read here; null: they can. */
  linkTrouble: string | null;
  onClose: () => void;
}

function look(source: ListSource, commit: boolean): Promise<OptOutImport> {
  return source.kind === 'file'
    ? upload('importOptOuts', source.file, { commit: commit ? 'yes' : 'no' })
    : call('importOptOutTokens', { tokens: source.tokens, commit });
}

export function ListImport({ file, linkTrouble, onClose }: ListImportProps) {
  const client = useQueryClient();
  const [tokens, setTokens] = useState('');
  const [seen, setSeen] = useState<OptOutImport | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const source: ListSource = file ? { kind: 'file', file } : { kind: 'tokens', tokens };
  const isDone = seen?.entryId !== null && seen !== null;

  async function run(commit: boolean): Promise<void> {
    setPending(true);
    setFailure(null);
    if (commit) await ensurePerson(client);
    try {
      const found = await look(source, commit);
      setSeen(found);
      if (commit) noteDecision(found.sentence, 'undone');
    } catch (problem) {
      setFailure(asApiError(problem).message);
    }
    setPending(false);
  }

  return (
    <section className={classes.panel} aria-label={file ? 'A list of opt-outs' : 'Tokens of links'}>
      <h3 className={classes.title}>
        <bdi>{file ? file.name : 'Tokens of links'}</bdi>
      </h3>
      {!file && linkTrouble !== null && <Notice level="warning">{linkTrouble}</Notice>}
      {!file && (
        <Textarea
          label="Tokens, one a line"
          description="As your site hands them over when a customer follows the link."
          value={tokens}
          autosize
          minRows={4}
          maxRows={10}
          autoFocus
          onChange={(event) => {
            setTokens(event.currentTarget.value);
            setSeen(null);
          }}
        />
      )}
      {failure !== null && <Notice level="error">{failure}</Notice>}
      {seen && <Found list={seen} />}
      <div className={classes.ways}>
        {!seen && (
          <Button disabled={pending || (!file && tokens.trim() === '')} onClick={() => void run(false)}>
            {pending ? 'Reading…' : 'Look at it'}
          </Button>
        )}
        {seen && !isDone && (
          <Button disabled={pending || seen.added === 0} onClick={() => void run(true)}>
            Enter {formatAmount(seen.added, 'opt-out')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {isDone ? 'Done' : 'Cancel'}
        </Button>
      </div>
    </section>
  );
}

function Found({ list }: { list: OptOutImport }) {
  return (
    <section className={classes.meaning} aria-label="What the list says" aria-live="polite">
      <p>
        {formatAmount(list.rows, 'row')}. {list.sentence}
      </p>
      {list.sample.length > 0 && (
        <ul className={classes.matches}>
          {list.sample.map((row) => (
            <li key={row.line}>
              <bdi>{whomWords(row)}</bdi>
              <span className={classes.why}>
                line {row.line}: {targetWords[row.by]}, {daysWords(row)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {list.added > list.sample.length && (
        <p className={classes.faint}>and {formatAmount(list.added - list.sample.length, 'more')}</p>
      )}
      {list.problems.length > 0 && (
        <>
          <h4 className={classes.subtitle}>{formatAmount(list.problemsTotal, 'row')} that can’t be used</h4>
          <ul className={classes.matches}>
            {list.problems.map(({ line, column, message }) => (
              <li key={`${line} ${column} ${message}`}>
                <span>
                  Line {line ?? '?'}
                  {column !== null && `, column “${column}”`}
                </span>
                <span className={classes.why}>{message}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
