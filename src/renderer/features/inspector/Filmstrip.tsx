/** All pictures of a stop, small: its photos, then the candidates. */
import { UnstyledButton } from '@mantine/core';
import { thumbnailUrl } from '#app/client.ts';
import type { RowPicture } from '#app/rowPicture.ts';
import type { Shot } from '#app/shots.ts';
import { Key } from '#ui/Key.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import { isVeiled } from '#ui/veiledPictures.ts';
import classes from './Filmstrip.module.css';

interface FilmstripProps {
  shots: readonly Shot[];
  current: string | null;
  /** The current picture must not be seen before somebody asks for it. */
  veiled?: boolean;
  onPick: (shot: Shot) => void;
}

export function Filmstrip({ shots, current, veiled = false, onPick }: FilmstripProps) {
  /** The one on the stage may have been asked for. */
  const isHidden = (shot: Shot) => (shot.id === current ? veiled : isVeiled(shot.tied?.flags ?? []));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of buttons.
    <div className={classes.strip} role="group" aria-label="Pictures of this stop">
      {shots.map((shot, index) => (
        <UnstyledButton
          key={shot.id}
          className={classes.frame}
          data-candidate={shot.candidate !== null}
          aria-current={shot.id === current}
          title={titleOf(shot)}
          onClick={() => onPick(shot)}
        >
          <Thumb
            {...pictureOf(shot, isHidden(shot))}
            alt={`${titleOf(shot)}, ${index + 1} of ${shots.length}`}
            width={58}
            height={42}
          />
        </UnstyledButton>
      ))}
      {shots.length > 1 && (
        <span className={classes.hint}>
          <Key>←</Key> <Key>→</Key>
        </span>
      )}
    </div>
  );
}

function pictureOf({ id, facts }: Shot, isHidden: boolean): RowPicture {
  if (facts?.smallErased) return { url: null, instead: 'erased' };
  return isHidden ? { url: null, instead: 'hidden' } : { url: thumbnailUrl(id) };
}

function titleOf({ candidate, tied }: Shot): string {
  if (candidate) return `Candidate, ${Math.round(candidate.score * 100)} % likely`;
  if (tied?.decision === 'rejected') return 'Rejected photo';
  return tied?.decision === 'accepted' ? 'Accepted photo' : 'Photo';
}
