/** Who was found in a picture: frames that lie over it on demand, and the button that asks for them. */
import { ActionIcon } from '@mantine/core';
import { IconFaceId } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { PersonFound, PhotoFactsView } from '#shared/views.ts';
import classes from './FoundPeople.module.css';
import { PictureFrames } from './PictureFrames.tsx';
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
  const people = facts?.people ?? [];
  useKeys(people.length > 0 ? { w: toggle } : {});
  if (!facts || people.length === 0) return { overlay: null, tool: null };
  const words = shown ? 'Hide the frames' : `Show who was found: ${peopleWords(people)}`;
  return {
    overlay: shown && (
      <PictureFrames
        width={facts.width}
        height={facts.height}
        frames={people.map((found) => ({ ...found, title: titleOf(found) }))}
        words={peopleWords(people)}
      />
    ),
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

const titleOf = ({ kind, score }: PersonFound) =>
  `${kind === 'face' ? 'Face' : 'Person'}, ${Math.round(score * 100)} of 100`;
