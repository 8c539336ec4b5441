/** How long what is kept is kept, what a shorter time means tonight, and who looked at which picture. */
import { useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import type { PrivacyView } from '#shared/privacy.ts';
import type { Settings } from '#shared/settings.ts';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { formatAmount } from '#ui/format.ts';
import { Notice } from '#ui/Notice.tsx';
import { type Shortening, shorteningSentence } from './keepingWords.ts';
import { NumberSetting } from './NumberSetting.tsx';
import { SwitchSetting } from './SwitchSetting.tsx';
import { useEditor } from './settingsEditor.ts';

type Kind = keyof Settings['retention'];

const kinds: readonly { kind: Kind; label: string; help: string }[] = [
  {
    kind: 'picture',
    label: 'Pictures',
    help: 'The large copies, and when and where a picture was taken. No law names a number; practice goes from a week (Delivery Hero) over 30 days (Uber Direct) to five years (Secure Couriers). Long enough for the claims that reach you is enough.',
  },
  {
    kind: 'thumbnail',
    label: 'Small copies of pictures',
    help: 'The small pictures of lists. Kept longer than the pictures, lists still show what was there.',
  },
  {
    kind: 'confirmation',
    label: 'Confirmations',
    help: 'What was sent to a customer, and what became of it.',
  },
  {
    kind: 'customerData',
    label: 'Customer data',
    help: 'Names, addresses, contacts, parcels and notes. Without them a stop is a number: the day’s totals stay, and nobody can tell whose door it was.',
  },
];

export function KeepingSection() {
  const { settings, save } = useEditor();
  const [asked, setAsked] = useState<
    (Shortening & { due: PrivacyView['kinds'] | null; problem: string | null }) | null
  >(null);
  const set = (kind: Kind, days: number | null) =>
    void save(`retention.${kind}`, { retention: { ...settings.retention, [kind]: days } });

  /** A longer time harms nobody; a shorter one erases tonight what no undo brings back. */
  async function change(kind: Kind, label: string, days: number | null): Promise<void> {
    const before = settings.retention[kind];
    if (days === null || (before !== null && days >= before)) return set(kind, days);
    const shortening = { kind, label, days, before };
    setAsked({ ...shortening, due: null, problem: null });
    try {
      const due = await call('previewRetention', { ...settings.retention, [kind]: days });
      setAsked({ ...shortening, due, problem: null });
    } catch (problem) {
      setAsked({ ...shortening, due: null, problem: asApiError(problem).message });
    }
  }

  return (
    <>
      {kinds.map(({ kind, label, help }) => (
        <NumberSetting
          key={kind}
          field={`retention.${kind}`}
          label={label}
          help={help}
          value={settings.retention[kind]}
          min={1}
          max={36_500}
          step={1}
          unit="days after the delivery"
          whenEmpty="Kept until erased by hand"
          wholeOnly
          onSave={(days) => void change(kind, label, days)}
        />
      ))}
      <SwitchSetting
        field="eraseFromFolder"
        label="Offer to erase from the folder too"
        help="Porchlight lists files of the synced folder whose time is up and leaves them there. With this on, the page Privacy offers to move them to this computer’s trash, after a question, and never by itself. A synced folder loses them everywhere."
        value={settings.eraseFromFolder}
        onSave={(eraseFromFolder) => void save('eraseFromFolder', { eraseFromFolder })}
      />
      <SwitchSetting
        field="showViews"
        label="Show who looked at a picture"
        help="“Seen by Ana, 20:41” beside a picture. Who looked closer at which picture is always written into the ledger, shown or not."
        value={settings.showViews}
        onSave={(showViews) => void save('showViews', { showViews })}
      />
      <ConfirmDialog
        title={asked ? `Keep ${asked.label.toLowerCase()} for ${formatAmount(asked.days, 'day')} only?` : ''}
        open={asked !== null}
        onClose={() => setAsked(null)}
        action="Keep them so long only"
        ready={asked?.due != null}
        onConfirm={() => asked && set(asked.kind, asked.days)}
      >
        {asked?.problem ? (
          <Notice level="error">{asked.problem}</Notice>
        ) : (
          <p>{asked ? shorteningSentence(asked, asked.due) : ''}</p>
        )}
      </ConfirmDialog>
    </>
  );
}
