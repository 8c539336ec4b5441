/** The rows under the search box: stops with their state, commands with their key. */
import { IconArrowRight } from '@tabler/icons-react';
import type { SearchHit } from '#shared/views.ts';
import { formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import type { Command } from './command.ts';
import type { Result } from './results.ts';
import classes from './Search.module.css';

interface ResultRowsProps {
  id: string;
  results: readonly Result[];
  selectedKey: string | null;
  onPoint: (key: string) => void;
  onChoose: (result: Result) => void;
}

/** Id of a row's element, for `aria-activedescendant`. */
export const rowId = (listId: string, key: string) => `${listId}-${key.replaceAll(/[^\w-]/g, '_')}`;

export function ResultRows({ id, results, selectedKey, onPoint, onChoose }: ResultRowsProps) {
  const groups = Map.groupBy(results, ({ group }) => group);
  return (
    <div className={classes.list} id={id} role="listbox" aria-label="Results">
      {[...groups].map(([group, rows]) => (
        // biome-ignore lint/a11y/useSemanticElements: a group inside a listbox; a fieldset is for forms.
        <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
          <div className={classes.group} id={`${id}-${group}`} role="presentation">
            {group}
          </div>
          {rows.map((result) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the box has the focus and the keys.
            <div
              key={result.key}
              id={rowId(id, result.key)}
              className={classes.row}
              role="option"
              aria-selected={result.key === selectedKey}
              // Not on enter: rows that move under a pointer at rest must not change the choice.
              onMouseMove={() => onPoint(result.key)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(result)}
            >
              {result.hit ? <Hit hit={result.hit} /> : <CommandRow command={result.command} />}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function Hit({ hit }: { hit: SearchHit }) {
  const details = [hit.customer, hit.trackingId, hit.driver].filter((detail) => detail !== null).join(' · ');
  return (
    <span className={classes.hit}>
      <StateMark state={hit.state} bare />
      <bdi className={`one-line ${classes.address}`} title={hit.address}>
        {hit.address}
      </bdi>
      <span className={`one-line ${classes.where}`}>
        <bdi>{hit.route}</bdi> · {formatDay(hit.date)}
      </span>
      <bdi className={`one-line ${classes.details}`} title={details}>
        {details}
      </bdi>
    </span>
  );
}

function CommandRow({ command }: { command: Command }) {
  return (
    <span className={classes.command}>
      <IconArrowRight size={14} stroke={1.6} aria-hidden="true" />
      <bdi className="one-line">{command.name}</bdi>
      {command.keyCap !== undefined && <Key>{command.keyCap}</Key>}
    </span>
  );
}
