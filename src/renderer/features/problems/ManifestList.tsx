/** Manifests that were read, and what each changed. */
import { useMemo } from 'react';
import type { ManifestFileView } from '#shared/problems.ts';
import { formatAmount, formatDay, formatMoment } from '#ui/format.ts';
import { Detail, ListWithDetail } from './ListWithDetail.tsx';
import classes from './rows.module.css';

export function ManifestList({ manifests, timeZone }: { manifests: readonly ManifestFileView[]; timeZone: string }) {
  const renderRow = useMemo(
    () => (manifest: ManifestFileView) => (
      <div className={classes.manifest}>
        <bdi className="one-line" title={manifest.name}>
          {manifest.name}
        </bdi>
        <span className={`one-line ${classes.soft} ${classes.spare}`}>
          {manifest.imported ? 'Imported by hand' : 'From the folder'}
        </span>
        <span className={`${classes.number} ${classes.spare}`}>{formatAmount(manifest.rows, 'row')}</span>
        <span className={`${classes.number} ${manifest.problems > 0 ? classes.bad : classes.soft}`}>
          {manifest.problems === 0 ? 'all read' : formatAmount(manifest.problems, 'problem')}
        </span>
        <span className={`one-line ${classes.soft} ${classes.spare}`} title={manifest.dates.map(formatDay).join(' · ')}>
          {daysOf(manifest)}
        </span>
        <span className={`${classes.soft} ${classes.spare}`}>{formatMoment(manifest.readAt, timeZone)}</span>
      </div>
    ),
    [timeZone],
  );
  const newestFirst = manifests.toSorted((one, other) => other.readAt - one.readAt);
  return (
    <ListWithDetail
      label="Manifests read"
      items={newestFirst}
      keyOf={keyOf}
      rowHeight={36}
      renderRow={renderRow}
      detailOf={(manifest) => (
        <Detail
          title={manifest.name}
          where={`read ${formatMoment(manifest.readAt, timeZone)}, for ${daysOf(manifest)}`}
        >
          {manifest.changes.length === 0 ? (
            <p>It changed nothing that was known before.</p>
          ) : (
            <ul>
              {manifest.changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          )}
        </Detail>
      )}
    />
  );
}

const keyOf = (manifest: ManifestFileView) => manifest.id;

/** `Sat 21 Nov 2026`, or `3 days, Thu 19 Nov 2026 to Sat 21 Nov 2026`. */
function daysOf({ dates }: ManifestFileView): string {
  const sorted = dates.toSorted();
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return 'no day';
  return first === last ? formatDay(first) : `${dates.length} days, ${formatDay(first)} to ${formatDay(last)}`;
}
