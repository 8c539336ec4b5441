/** What was found: each door and customer with how much there is, to be ticked; and what is written nearly the same. */
import { Checkbox } from '@mantine/core';
import type { SubjectGroup, SubjectView } from '#shared/subject.ts';
import { formatAmount, formatDay } from '#ui/format.ts';
import classes from './PrivacyPage.module.css';

interface FoundGroupsProps {
  found: SubjectView;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

export function FoundGroups({ found: { form, groups, near }, chosen, onChoose }: FoundGroupsProps) {
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <div className={classes.found} role="status">
      <p className={classes.words}>
        {groups.length === 0 ? 'Nothing is held of ' : 'Matched exactly: '}
        <bdi className={classes.form}>{form}</bdi>
      </p>
      {groups.length > 0 && (
        <ul className={classes.groups} aria-label="Found">
          {groups.map((group) => (
            <li key={group.id} className={classes.group}>
              <Checkbox
                size="sm"
                checked={chosen.has(group.id)}
                label={<bdi>{[group.customer ?? 'No name', addressOf(group)].join(' · ')}</bdi>}
                description={amountOf(group)}
                onChange={() => toggle(group.id)}
              />
            </li>
          ))}
        </ul>
      )}
      {near.length > 0 && (
        <details className={classes.near}>
          <summary>{formatAmount(near.length, 'address')} written nearly the same, not meant</summary>
          <ul>
            {near.map(({ address, postcode, why }) => (
              <li key={`${address} ${postcode}`}>
                <bdi>{[address, postcode].filter(Boolean).join(', ')}</bdi>: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const addressOf = ({ address, postcode }: SubjectGroup) => [address, postcode].filter(Boolean).join(', ');

function amountOf({ stopIds, pictures, held, from, until }: SubjectGroup): string {
  const days = from === until ? formatDay(from) : `${formatDay(from)} to ${formatDay(until)}`;
  const amounts = [formatAmount(stopIds.length, 'delivery', 'deliveries'), formatAmount(pictures, 'picture')];
  if (held > 0) amounts.push(`${formatAmount(held, 'stop')} held`);
  return `${amounts.join(', ')} · ${days}`;
}
