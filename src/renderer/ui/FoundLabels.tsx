/** Labels that were read in a picture: frames that lie over it on demand, and the button that asks for them. */
import { ActionIcon } from '@mantine/core';
import { IconBarcode } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { PhotoFactsView } from '#shared/views.ts';
import { formatAmount } from './format.ts';
import { labelText } from './labelText.ts';
import { PictureFrames } from './PictureFrames.tsx';
import { useKeys } from './useKeys.ts';

type Facts = Pick<PhotoFactsView, 'labels' | 'width' | 'height'>;

/**
 * Hook: B and the button show where labels were read and hide it again; it stays as it is from picture to picture.
 * @param facts of the picture on the stage; null where there is none
 */
export function useFoundLabels(facts: Facts | null): { overlay: ReactNode; tool: ReactNode } {
  const [shown, setShown] = useState(false);
  const toggle = () => setShown((before) => !before);
  const labels = facts?.labels ?? [];
  useKeys(labels.length > 0 ? { b: toggle } : {});
  if (!facts || labels.length === 0) return { overlay: null, tool: null };
  const words = shown
    ? 'Hide the labels’ frames'
    : `Show where ${formatAmount(labels.length, 'label')} ${labels.length === 1 ? 'was' : 'were'} read`;
  return {
    overlay: shown && (
      <PictureFrames
        width={facts.width}
        height={facts.height}
        frames={labels.map(({ text, box }) => ({ box, kind: 'label', title: labelText(text) }))}
        words={labels.map(({ text }) => labelText(text)).join(', ')}
      />
    ),
    tool: (
      <ActionIcon aria-label={words} aria-keyshortcuts="B" aria-pressed={shown} title={`${words} (B)`} onClick={toggle}>
        <IconBarcode size={16} />
      </ActionIcon>
    ),
  };
}
