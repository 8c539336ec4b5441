/** What came of a GeoJSON file. */
import { Button } from '@mantine/core';
import { formatAmount } from '#ui/format.ts';
import { Notice } from '#ui/Notice.tsx';
import type { AreaImport } from './importAreas.ts';
import classes from './ProgrammePage.module.css';

/** More than these would push the map off the page. */
const mostTold = 3;

export function ImportOutcome({ importing }: { importing: AreaImport }) {
  const { outcome, dismiss } = importing;
  if (!outcome) return null;
  const { fileName, added, problems, failure } = outcome;
  const close = (
    <Button variant="default" size="compact-xs" onClick={dismiss}>
      Close
    </Button>
  );
  if (failure !== null) {
    return (
      <Notice level="error" actions={close}>
        <bdi>{fileName}</bdi>: {failure}
      </Notice>
    );
  }
  const rest = problems.length - mostTold;
  return (
    <Notice level={problems.length > 0 ? 'warning' : 'info'} actions={close}>
      <bdi>{fileName}</bdi>: {formatAmount(added, 'area')} added. Nothing is saved yet.
      {problems.length > 0 && (
        <ul className={classes.problems}>
          {problems.slice(0, mostTold).map((problem) => (
            <li key={problem}>
              <bdi>{problem}</bdi>
            </li>
          ))}
          {rest > 0 && <li>and {rest} more like these</li>}
        </ul>
      )}
    </Notice>
  );
}
