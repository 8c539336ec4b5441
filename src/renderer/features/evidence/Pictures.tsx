/** The stop's pictures large, one at a time, with the facts of the one that is looked at; an earlier one of the address beside it. */
import { UnstyledButton } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { type ReactNode, type Ref, useState } from 'react';
import { thumbnailUrl } from '#app/client.ts';
import { stagePicture } from '#app/stagePicture.ts';
import { useViewLog } from '#app/viewLog.ts';
import type { Evidence, EvidencePhoto, Fact } from '#shared/evidence.ts';
import type { DoorstepPicture } from '#shared/review.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErasedPicture } from '#ui/ErasedPicture.tsx';
import { formatDay, formatMoment } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { PictureStage } from '#ui/PictureStage.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { isVeiled } from '#ui/veiledPictures.ts';
import { FactList } from './FactList.tsx';
import { PhotoMore } from './PhotoMore.tsx';
import classes from './Pictures.module.css';

interface PicturesProps {
  evidence: Evidence;
  facts: readonly Fact[];
  lit: ReadonlySet<string>;
  photo: EvidencePhoto | null;
  onPick: (photo: EvidencePhoto) => void;
  /** Stands before a picture that must not be seen unasked. */
  veil: (onLift: () => void) => ReactNode;
  stageRef: Ref<HTMLElement>;
}

export function Pictures({ evidence, facts, lit, photo, onPick, veil, stageRef }: PicturesProps) {
  const { photos, earlier, detail, date, timeZone } = evidence;
  const [asked, setAsked] = useState<string | null>(null);
  const [beside, setBeside] = useState<DoorstepPicture | null>(null);
  const mustAsk = photo !== null && (isVeiled(photo.flags) || evidence.protection !== null);
  const lifted = mustAsk && asked === photo.id;
  const veiled = mustAsk && !lifted;
  const shown = photo && !photo.erased ? photo : null;
  const onCloser = useViewLog({ photoId: shown?.id ?? null, stopId: detail.row.id, date, veiled, lifted });
  const onEarlierCloser = useViewLog({
    ...{ photoId: beside?.photoId ?? null, stopId: null, date: null, veiled: false, lifted: false },
  });
  const compare = (picture: DoorstepPicture) => setBeside((now) => (now?.photoId === picture.photoId ? null : picture));
  const step = (by: 1 | -1) => {
    const next = photos[photos.findIndex(({ id }) => id === photo?.id) + by];
    if (next) onPick(next);
  };
  useKeys({
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    c: () => (beside ? setBeside(null) : earlier[0] && compare(earlier[0])),
  });

  return (
    <section className={classes.pictures} aria-label="Pictures">
      <div className={classes.stages} data-two={beside !== null}>
        <PictureStage
          ref={stageRef}
          {...stagePicture(shown)}
          alt={photo ? altOf(evidence, photo) : ''}
          instead={photo ? <ErasedPicture /> : <NoPicture evidence={evidence} />}
          veil={veiled && shown && veil(() => setAsked(photo?.id ?? null))}
          onSwipe={step}
          onCloser={onCloser}
          zoomsOnEnter
        />
        {beside && (
          <PictureStage
            label="Earlier picture"
            {...stagePicture({ id: beside.photoId })}
            alt={`The same address on ${formatDay(beside.date)}`}
            onCloser={onEarlierCloser}
          >
            <span className={classes.when}>{earlierWords(beside)}</span>
          </PictureStage>
        )}
      </div>
      <div className={classes.strip}>
        {photos.length > 1 && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of buttons.
          <div className={classes.frames} role="group" aria-label="Pictures of this stop">
            {photos.map((each, n) => (
              <UnstyledButton
                key={each.id}
                className={classes.frame}
                aria-current={each.id === photo?.id}
                onClick={() => onPick(each)}
              >
                <Thumb
                  {...smallOf(each, mustAsk && !(lifted && each.id === photo?.id))}
                  alt={`Picture ${n + 1} of ${photos.length}`}
                  width={58}
                  height={42}
                />
              </UnstyledButton>
            ))}
            <span className={classes.hint}>
              <Key>←</Key> <Key>→</Key>
            </span>
          </div>
        )}
        {earlier.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of buttons.
          <div className={classes.frames} role="group" aria-label="Earlier pictures of this address">
            <span className={classes.hint}>
              Earlier here <Key>C</Key>
            </span>
            {earlier.map((picture) => (
              <UnstyledButton
                key={picture.photoId}
                className={classes.frame}
                aria-pressed={picture.photoId === beside?.photoId}
                title={`${earlierWords(picture)}: lay it beside tonight’s`}
                onClick={() => compare(picture)}
              >
                <Thumb url={thumbnailUrl(picture.photoId)} alt={earlierWords(picture)} width={58} height={42} />
              </UnstyledButton>
            ))}
          </div>
        )}
      </div>
      {photo && (
        <div className={classes.facts}>
          <FactList facts={facts.filter(({ photoId }) => photoId === photo.id)} lit={lit} />
          <PhotoMore photo={photo} timeZone={timeZone} />
        </div>
      )}
    </section>
  );
}

const earlierWords = ({ date, route, accepted }: DoorstepPicture): string =>
  `${formatDay(date)}, route ${route}${accepted ? ', accepted' : ''}`;

function smallOf(photo: EvidencePhoto, isHidden: boolean) {
  if (photo.smallErased) return { url: null, instead: 'erased' as const };
  return isHidden ? { url: null, instead: 'hidden' as const } : { url: thumbnailUrl(photo.id) };
}

function altOf({ detail, timeZone }: Evidence, { correctedAt }: EvidencePhoto): string {
  const when = correctedAt === null ? '' : `, taken ${formatMoment(correctedAt, timeZone)}`;
  return `Photo for ${detail.row.address || `stop ${detail.row.stop}`}${when}`;
}

function NoPicture({ evidence }: { evidence: Evidence }) {
  const { row, candidates } = evidence.detail;
  return (
    <EmptyState icon={<IconPhotoOff size={28} stroke={1.5} />} title="No picture is tied to this stop">
      {row.reason ?? (candidates.length > 0 ? 'Pictures without a stop may belong here: the review shows them.' : null)}
    </EmptyState>
  );
}
