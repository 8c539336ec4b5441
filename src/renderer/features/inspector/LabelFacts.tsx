/** The labels that were read in the picture: what each is, what it says, and which parcel that is. */
import type { LabelView } from '#shared/views.ts';
import { Key } from '#ui/Key.tsx';
import { labelText } from '#ui/labelText.ts';
import classes from './LabelFacts.module.css';

export function LabelFacts({ labels }: { labels: readonly LabelView[] }) {
  if (labels.length === 0) return null;
  return (
    <>
      <dt>
        Labels <Key>B</Key>
      </dt>
      <dd>
        <ul className={classes.labels}>
          {labels.map((label) => (
            <li key={`${label.format} ${label.text} ${label.box.x} ${label.box.y}`}>
              <span className={classes.chip}>
                <span className={classes.format}>{label.format}</span> <bdi>{labelText(label.text)}</bdi>
              </span>
              <span className={classes.meaning}>{label.meaning}</span>
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}
