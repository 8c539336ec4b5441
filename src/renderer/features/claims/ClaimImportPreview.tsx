/** What a list would open, before it is taken in: its rows, columns and problems on the left, the figures on the right. */
import { Button, NativeSelect, Tabs, TextInput } from '@mantine/core';
import { type ClaimImport, claimColumns } from '#shared/claims.ts';
import { type ClaimAllegation, claimAllegations } from '#shared/words.ts';
import { formatAmount, formatCount, formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LineProblems } from '#ui/LineProblems.tsx';
import { MappingTable } from '#ui/MappingTable.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { allegationWords } from '#ui/words.ts';
import { meaningOf } from './claimColumns.ts';
import { columnWords } from './claimWords.ts';
import classes from './ImportClaimsPage.module.css';
import type { ClaimImportActions, ClaimImportFlow } from './useClaimImport.ts';

interface ClaimImportPreviewProps {
  flow: Extract<ClaimImportFlow, { step: 'preview' }>;
  actions: ClaimImportActions;
}

const choices = [
  { group: 'A claim', items: claimColumns.map((column) => ({ value: column, label: columnWords[column] })) },
];

export function ClaimImportPreview({ flow, actions }: ClaimImportPreviewProps) {
  const { seen, mapping } = flow;
  return (
    <div className={classes.preview}>
      <Tabs
        className={classes.tabs}
        defaultValue={seen.sample.length > 0 ? 'rows' : 'columns'}
        keepMounted={false}
        classNames={{ panel: classes.panel, list: classes.tabList }}
      >
        <Tabs.List>
          <Tabs.Tab value="rows">First rows</Tabs.Tab>
          <Tabs.Tab value="columns">Columns</Tabs.Tab>
          <Tabs.Tab value="problems">Problems {formatCount(seen.problemsTotal)}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="rows">
          <Sample sample={seen.sample} rows={seen.rows} />
        </Tabs.Panel>
        <Tabs.Panel value="columns">
          <MappingTable
            headers={seen.columns.map(({ header }) => header)}
            choices={choices}
            meaningOf={(header) => meaningOf(seen.columns, mapping, header)}
            onAssign={actions.assign}
          />
        </Tabs.Panel>
        <Tabs.Panel value="problems">
          <LineProblems
            problems={seen.problems}
            total={seen.problemsTotal}
            about="Such a row opens no claim; the others do."
          />
        </Tabs.Panel>
      </Tabs>
      <Summary flow={flow} actions={actions} />
    </div>
  );
}

function Sample({ sample, rows }: Pick<ClaimImport, 'sample' | 'rows'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard.
    <section className={classes.sample} aria-label="First claims of the list" tabIndex={0}>
      <table className={classes.table}>
        <caption>
          {sample.length === 0
            ? 'No row of this list would open a claim.'
            : `The first ${sample.length} claims out of ${formatAmount(rows, 'row')}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Asked for</th>
            <th scope="col">Means</th>
            <th scope="col">They say</th>
          </tr>
        </thead>
        <tbody>
          {sample.map(({ line, words, stop, allegation }) => (
            <tr key={line}>
              <td>{formatCount(line)}</td>
              <td>
                <bdi className="one-line" title={words}>
                  {words}
                </bdi>
              </td>
              <td data-unknown={stop === null}>
                <bdi className="one-line" title={stop?.address}>
                  {stop ? `${stop.address}, ${stop.route}, ${formatDay(stop.date)}` : 'Porchlight never saw it'}
                </bdi>
              </td>
              <td>{allegationWords[allegation]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Summary({ flow, actions }: ClaimImportPreviewProps) {
  const { seen, defaults, isStale, isCommitting, failure } = flow;
  const canOpen = seen.opened > 0 && !isStale && !isCommitting;
  useKeys({ i: actions.commit }, canOpen);
  // Of the whole file: why no row of it can be read.
  const obstacle = seen.problems.find(({ line }) => line === null)?.message;
  return (
    <aside className={classes.summary} aria-label="What the list opens">
      <dl className={classes.figures} data-stale={isStale} aria-live="polite">
        <Figure word="Rows" count={seen.rows} />
        <Figure word="Claims to open" count={seen.opened} />
        <Figure word="never seen by Porchlight" count={seen.unknown} isPart />
        <Figure word="of several stops" count={seen.ambiguous} isPart />
        <Figure word="Open already, or twice in the list" count={seen.already} />
        <Figure word="Rows that can’t be used" count={seen.problemsTotal} warns />
      </dl>
      <p className={classes.sentence}>{seen.sentence}</p>
      <NativeSelect
        size="sm"
        label="They say"
        description="For rows that say nothing else."
        data={claimAllegations.map((value) => ({ value, label: allegationWords[value] }))}
        value={defaults.allegation}
        onChange={(event) => actions.setDefaults({ allegation: event.currentTarget.value as ClaimAllegation })}
      />
      <TextInput
        type="date"
        label="Answer due on"
        description="For rows without a date."
        value={defaults.due ?? ''}
        onChange={(event) => actions.setDefaults({ due: event.currentTarget.value || null })}
      />
      <div className={classes.end}>
        <p className={classes.obstacle} role="status" data-failed={failure !== null}>
          {failure ?? (isStale ? 'Looking at the list again…' : (obstacle ?? ''))}
        </p>
        <Button
          size="sm"
          fullWidth
          aria-keyshortcuts="i"
          rightSection={<Key>I</Key>}
          disabled={seen.opened === 0 || isStale}
          loading={isCommitting}
          onClick={actions.commit}
        >
          Open {formatAmount(seen.opened, 'claim')}
        </Button>
      </div>
    </aside>
  );
}

interface FigureProps {
  word: string;
  count: number;
  /** Counted in the one above. */
  isPart?: boolean;
  warns?: boolean;
}

function Figure({ word, count, isPart = false, warns = false }: FigureProps) {
  return (
    <div className={classes.figure} data-part={isPart} data-warns={warns && count > 0}>
      <dt>{word}</dt>
      <dd>{formatCount(count)}</dd>
    </div>
  );
}
