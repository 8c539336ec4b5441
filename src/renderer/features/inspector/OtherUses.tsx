/** A picture that stands at two stops: both uses side by side, what differs, and the way to the other. */
import { UnstyledButton } from '@mantine/core';
import { thumbnailUrl } from '#app/client.ts';
import type { RowPicture } from '#app/rowPicture.ts';
import type { OtherUse, StopPhoto } from '#shared/views.ts';
import { formatDay, formatMoment } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './OtherUses.module.css';

interface OtherUsesProps {
  photo: StopPhoto;
  timeZone: string;
  /** The picture must not be seen unasked. */
  veiled: boolean;
  onGo: (use: OtherUse) => void;
}

/** One pair to be compared. */
interface Twin {
  key: string;
  photoId: string;
  takenAt: number | null;
  use: OtherUse | null;
  sentence: string;
}

/** Nothing for a picture that is used once. */
export function OtherUses({ photo, timeZone, veiled, onGo }: OtherUsesProps) {
  const twins = twinsOf(photo);
  const next = twins.find(({ use }) => use !== null)?.use ?? null;
  useKeys(next ? { t: () => onGo(next) } : {});
  if (twins.length === 0) return null;
  return (
    <section className={classes.uses} aria-label="Where this picture stands as well">
      {twins.map((twin) => (
        <figure key={twin.key} className={classes.pair}>
          <figcaption className={classes.sentence}>{twin.sentence}</figcaption>
          <Side
            picture={pictureOf(photo.id, veiled, photo.smallErased)}
            title="Here"
            facts={[photo.takenAt === null ? 'time unknown' : `taken ${formatMoment(photo.takenAt, timeZone)}`]}
          />
          <Side
            picture={pictureOf(
              twin.photoId,
              veiled || twin.use?.isProtected,
              twin.photoId === photo.id && photo.smallErased,
            )}
            title={twin.use ? twin.use.address || `Stop ${twin.use.stop}` : 'Without a stop'}
            facts={factsOf(twin, timeZone)}
          >
            {twin.use && (
              <UnstyledButton
                className={classes.open}
                onClick={() => twin.use && onGo(twin.use)}
                {...(twin.use === next && { 'aria-keyshortcuts': 't' })}
              >
                Open that stop {twin.use === next && <Key>T</Key>}
              </UnstyledButton>
            )}
          </Side>
        </figure>
      ))}
    </section>
  );
}

interface SideProps {
  picture: RowPicture;
  title: string;
  facts: readonly string[];
  children?: React.ReactNode;
}

function Side({ picture, title, facts, children }: SideProps) {
  return (
    <div className={classes.side}>
      <Thumb {...picture} alt="" width={132} height={99} />
      <b className={classes.title}>{title}</b>
      {children}
      {facts.map((fact) => (
        <span key={fact} className={classes.fact}>
          {fact}
        </span>
      ))}
    </div>
  );
}

function pictureOf(photoId: string, isHidden = false, isErased = false): RowPicture {
  if (isErased) return { url: null, instead: 'erased' };
  return isHidden ? { url: null, instead: 'hidden' } : { url: thumbnailUrl(photoId) };
}

function twinsOf({ id, takenAt, alsoAt, lookalikes }: StopPhoto): Twin[] {
  const same = alsoAt.map((use) => ({
    key: use.stopId,
    photoId: id,
    takenAt,
    use,
    sentence: 'The same picture, to the last byte, stands at another stop',
  }));
  const alike = lookalikes.map((each) => ({ key: `${each.photoId} ${each.use?.stopId ?? ''}`, ...each }));
  return [...same, ...alike];
}

/** When and who. */
function factsOf({ use, takenAt }: Twin, timeZone: string): string[] {
  const taken = takenAt === null ? 'time unknown' : `taken ${formatMoment(takenAt, timeZone)}`;
  if (!use) return [taken];
  const delivered =
    use.completedAt === null ? formatDay(use.date) : `delivered ${formatMoment(use.completedAt, timeZone)}`;
  const who = use.driver === null ? '' : `, ${use.driver}`;
  return [`route ${use.route}, stop ${use.stop}${who}`, taken, delivered];
}
