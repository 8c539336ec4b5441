/** Erasing by a customer's wish: what goes, why, and a word typed first, since nothing brings it back. */
import { Checkbox, Radio } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import type { SubjectGroup } from '#shared/subject.ts';
import { type RetentionKind, retentionKinds } from '#shared/words.ts';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { formatAmount } from '#ui/format.ts';
import { Notice } from '#ui/Notice.tsx';
import classes from './PrivacyPage.module.css';
import { kindNames, kindWhere } from './privacyWords.ts';

interface EraseDialogProps {
  open: boolean;
  groups: readonly SubjectGroup[];
  onClose: () => void;
  /** @param sentence what was erased, and what a hold kept. */
  onErased: (sentence: string) => void;
}

/** As many stops as one call takes. */
const atOnce = 1000;

export function EraseDialog({ open, groups, onClose, onErased }: EraseDialogProps) {
  const [what, setWhat] = useState<readonly RetentionKind[]>(retentionKinds);
  const [why, setWhy] = useState<'request' | 'opt-out'>('request');
  const stopIds = groups.flatMap((group) => group.stopIds);
  const held = groups.reduce((sum, group) => sum + group.held, 0);
  const pictures = groups.reduce((sum, group) => sum + group.pictures, 0);
  const erase = useMutation({
    mutationFn: async () => {
      const sentences: string[] = [];
      for (let from = 0; from < stopIds.length; from += atOnce) {
        const part = { stopIds: stopIds.slice(from, from + atOnce), what: [...what], why };
        sentences.push((await call('eraseNow', part)).sentence);
      }
      return sentences.join(' ');
    },
    onSuccess: onErased,
  });
  const toggle = (kind: RetentionKind) =>
    setWhat((now) => (now.includes(kind) ? now.filter((each) => each !== kind) : [...now, kind]));
  return (
    <>
      {erase.isPending && <Notice level="info">Erasing…</Notice>}
      {erase.error && <Notice level="error">{asApiError(erase.error).message}</Notice>}
      <ConfirmDialog
        title="Erase what is kept of this customer?"
        open={open}
        onClose={onClose}
        action="Erase for good"
        typed="erase"
        onConfirm={() => what.length > 0 && erase.mutate()}
      >
        <div className={classes.dialog}>
          <p className={classes.words}>
            {formatAmount(stopIds.length, 'delivery', 'deliveries')} and {formatAmount(pictures, 'picture')}
            {held > 0 && `; ${formatAmount(held, 'stop')} ${held === 1 ? 'is held and stays' : 'are held and stay'}`}.
            Nothing brings it back: not an undo, not a rebuilt index. The days keep their totals, the record keeps that
            it was erased. Files in the synced folder stay, and are listed.
          </p>
          <Checkbox.Group label="What goes" value={[...what]}>
            {retentionKinds.map((kind) => (
              <Checkbox
                key={kind}
                className={classes.choice ?? ''}
                size="sm"
                value={kind}
                label={kindNames[kind]}
                description={kindWhere[kind]}
                onChange={() => toggle(kind)}
              />
            ))}
          </Checkbox.Group>
          <Radio.Group label="Why" value={why} onChange={(value) => setWhy(value as typeof why)}>
            <Radio className={classes.choice ?? ''} size="sm" value="request" label="The customer asked for it" />
            <Radio className={classes.choice ?? ''} size="sm" value="opt-out" label="The customer opted out" />
          </Radio.Group>
        </div>
      </ConfirmDialog>
    </>
  );
}
