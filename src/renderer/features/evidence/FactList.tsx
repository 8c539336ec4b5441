/** Facts as rows; a row is lit when a sentence of the summary leads to it. */
import { Fragment } from 'react';
import type { Fact } from '#shared/evidence.ts';
import { BearingMark } from './BearingMark.tsx';
import classes from './FactList.module.css';
import { factId, factLabel, factValue } from './factWords.ts';

interface FactListProps {
  facts: readonly Fact[];
  /** Of rows that are lit. */
  lit: ReadonlySet<string>;
}

export function FactList({ facts, lit }: FactListProps) {
  if (facts.length === 0) return null;
  return (
    <dl className={classes.list}>
      {facts.map((fact) => {
        const id = factId(fact);
        return (
          <Fragment key={id}>
            <dt className={classes.label} data-lit={lit.has(id)}>
              <BearingMark bearing={fact.bearing} />
              {factLabel(fact)}
            </dt>
            <dd className={classes.value} id={id} data-fact={fact.code} data-lit={lit.has(id)}>
              <bdi>{factValue(fact)}</bdi>
            </dd>
          </Fragment>
        );
      })}
    </dl>
  );
}
