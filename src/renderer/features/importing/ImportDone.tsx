/** What came of an import: what is in, what it changed, and the way to the day. */
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTravel } from '#app/desk.ts';
import { keepDay } from '#app/place.ts';
import type { ImportResult } from '#shared/importing.ts';
import { formatAmount, formatDay } from '#ui/format.ts';
import { ImportEnd } from '#ui/ImportLayout.tsx';
import classes from './ImportDone.module.css';

/** More days than this are found by the day chooser. */
const daysOffered = 3;

export function ImportDone({ result, onAnother }: { result: ImportResult; onAnother: () => void }) {
  const { toDay } = useTravel();
  const navigate = useNavigate();
  const latest = result.dates.toSorted().toReversed().slice(0, daysOffered);
  return (
    <ImportEnd
      title={`${formatAmount(result.routes, 'route')}, ${formatAmount(result.stops, 'stop')} and ${formatAmount(result.packages, 'package')} are in`}
      ways={
        <>
          {latest.map((date, index) => (
            <Button key={date} {...(index > 0 && { variant: 'default' })} onClick={() => toDay(date)}>
              Go to {formatDay(date)}
            </Button>
          ))}
          {latest.length === 0 && <Button onClick={() => void navigate({ to: '/' })}>Go to the desk</Button>}
          <Button variant="default" onClick={onAnother}>
            Import another file
          </Button>
        </>
      }
    >
      <p className={classes.file}>{result.fileName}</p>
      {result.problemsTotal > 0 && (
        <p className={classes.text}>
          {formatAmount(result.problemsTotal, 'thing')} in it could not be read:{' '}
          <Link to="/problems" search={keepDay}>
            see Problems
          </Link>
          .
        </p>
      )}
      {result.changes.length > 0 ? (
        <>
          <p className={classes.text}>What it changed in what was known before:</p>
          <ul className={classes.changes}>
            {result.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </>
      ) : (
        <p className={classes.text}>It changed nothing that was known before.</p>
      )}
    </ImportEnd>
  );
}
