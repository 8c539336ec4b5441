/** “Not a delivery”: a reason by digit, and the photo is put aside. */
import { useState } from 'react';
import type { AsideReason } from '#shared/words.ts';
import { ReasonMenu } from '#ui/ReasonMenu.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { asideChoices } from './asideChoices.ts';

interface AsideMenuProps {
  /** How many photos it is about. */
  photos: number;
  /** The note is empty unless the reason is “Other”. */
  onPutAside: (reason: AsideReason, note: string) => void;
}

export function AsideMenu({ photos, onPutAside }: AsideMenuProps) {
  const [open, setOpen] = useState(false);
  useKeys({ x: () => setOpen(true) }, photos > 0);
  return (
    <ReasonMenu
      label="Not a delivery…"
      shortcut="X"
      question={photos > 1 ? `What do these ${photos} photos show?` : 'What does it show?'}
      action="Put aside"
      position="top-start"
      choices={asideChoices}
      barred={photos === 0 ? 'No photo is chosen' : null}
      open={open}
      onOpen={setOpen}
      onChoose={onPutAside}
    />
  );
}
