/** Says which delivery a claim is about, after all. */
import { Button } from '@mantine/core';
import type { ClaimView } from '#shared/claims.ts';
import type { StopId } from '#shared/ids.ts';
import { Dialog } from '#ui/Dialog.tsx';
import classes from './OpenClaimDialog.module.css';
import { StopPicker, useStopChoosing } from './StopPicker.tsx';

interface TieDialogProps {
  open: boolean;
  claim: ClaimView;
  onClose: () => void;
  onTie: (stopId: StopId) => void;
}

export function TieDialog({ open, onClose, ...rest }: TieDialogProps) {
  return (
    <Dialog opened={open} onClose={onClose} title="Which delivery is it about?" size={620}>
      <Choice {...rest} onClose={onClose} />
    </Dialog>
  );
}

function Choice({ claim, onClose, onTie }: Omit<TieDialogProps, 'open'>) {
  const choosing = useStopChoosing({ text: claim.words, came: null, mayBeNone: false });
  const { chosen, isCurrent } = choosing;
  const stopId = chosen?.stop?.stopId ?? null;
  const take = () => {
    if (stopId !== null) onTie(stopId);
  };
  return (
    <div>
      <StopPicker choosing={choosing} autoFocus onTake={take} />
      <div className={classes.ways}>
        <Button disabled={stopId === null || !isCurrent} onClick={take}>
          It is this one
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
