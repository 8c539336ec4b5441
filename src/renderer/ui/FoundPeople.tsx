/** Who was found in a picture: frames that lie over it on demand, and the button that asks for them. */
import { ActionIcon } from '@mantine/core';
import { IconFaceId } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { PhotoFactsView } from '#shared/views.ts';
import classes from './FoundPeople.module.css';
import { peopleWords } from './peopleWords.ts';
import { useKeys } from './useKeys.ts';

type Facts = Pick<PhotoFactsView, 'people' | 'width' | 'height'>;

/**
 * Hook: W and the button show the frames and hide them again; they stay as they are from picture to picture.
 * @param facts of the picture on the stage; null where there is none
 */
export function useFoundPeople(facts: Facts | null): { overlay: ReactNode; tool: ReactNode } {
  const [shown, setShown] = useState(false);
  const toggle = () => setShown((before) => !before);
  const hasPeople = facts?.people != null && facts.people.length > 0;
  useKeys(hasPeople ? { w: toggle } : {});
  if (!hasPeople) return { overlay: null, tool: null };
  const words = shown ? 'Hide the frames' : `Show who was found: ${peopleWords(facts.people ?? [])}`;
  return {
    overlay: shown && <Frames {...facts} />,
    tool: (
      <ActionIcon
        {...(shown && { className: classes.pressed })}
        aria-label={words}
        aria-keyshortcuts="W"
        aria-pressed={shown}
        title={`${words} (W)`}
        onClick={toggle}
      >
        <IconFaceId size={16} />
      </ActionIcon>
    ),
  };
}

/** Lies as the picture lies in its stage: whole, in the middle. */
function Frames({ people, width, height }: Facts) {
  return (
    <svg
      className={classes.frames}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid meet"
      role="img"
      aria-label={`Framed: ${peopleWords(people ?? [])}`}
    >
      {(people ?? []).map(({ kind, score, box }) => {
        const place = {
          x: box.x * width,
          y: box.y * height,
          width: box.width * width,
          height: box.height * height,
        };
        return (
          <g key={`${kind} ${box.x} ${box.y}`} data-kind={kind}>
            <rect {...place} className={classes.edge} />
            <rect {...place} className={classes.frame} />
            <title>{`${kind === 'face' ? 'Face' : 'Person'}, ${Math.round(score * 100)} of 100`}</title>
          </g>
        );
      })}
    </svg>
  );
}
