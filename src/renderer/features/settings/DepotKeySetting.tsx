/** The key that signs claim packs: its fingerprint to be told to others, where its private part is, and another one in its place. */
import { Button, CopyButton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import type { SigningKeyView } from '#shared/claims.ts';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { formatFingerprint, formatMoment } from '#ui/format.ts';
import { Notice } from '#ui/Notice.tsx';
import classes from './DepotKeySetting.module.css';
import { SettingRow } from './SettingRow.tsx';
import { useEditor } from './settingsEditor.ts';

export function DepotKeySetting() {
  const client = useQueryClient();
  const { data: view, error } = useQuery(queries.signingKey());
  const [asked, setAsked] = useState(false);
  const making = useMutation({
    mutationFn: () => call('makeSigningKey', {}),
    onSuccess: (made) => client.setQueryData(queries.signingKey().queryKey, made),
  });
  const failure = making.error ?? (view ? null : error);
  const hadOne = view !== undefined && (view.fingerprint !== null || view.earlier.length > 0);
  return (
    <SettingRow
      field="signingKey"
      wide
      group
      label="The depot’s key"
      help="Signs every claim pack. Tell its fingerprint to whoever gets packs on another way than with a pack, by telephone or on your site: then they know that a pack is yours."
      problem={failure === null ? null : asApiError(failure).message}
    >
      {() =>
        view && (
          <div className={classes.key}>
            {view.trouble !== null && <Notice level="error">{view.trouble}</Notice>}
            {view.fingerprint !== null && <Fingerprint fingerprint={view.fingerprint} />}
            <p className={classes.words}>{view.sentence}</p>
            <Earlier view={view} />
            <div className={classes.ways}>
              <Button
                size="sm"
                variant="default"
                disabled={making.isPending}
                onClick={() => (hadOne ? setAsked(true) : making.mutate())}
              >
                {hadOne ? 'Make a new key…' : 'Make it now'}
              </Button>
            </div>
            <ConfirmDialog
              title="Make a new key?"
              open={asked}
              onClose={() => setAsked(false)}
              action="Make a new key"
              onConfirm={() => making.mutate()}
            >
              <p>
                From now on packs are signed with another key, and everybody who compares fingerprints needs the new
                one. Packs that were signed before stay valid. The private part of the key before is deleted here: there
                is no way back to it.
              </p>
            </ConfirmDialog>
          </div>
        )
      }
    </SettingRow>
  );
}

function Fingerprint({ fingerprint }: { fingerprint: string }) {
  const text = formatFingerprint(fingerprint);
  return (
    <div className={classes.print}>
      <output className={classes.digits} aria-label="Fingerprint of the depot’s key">
        {text}
      </output>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="subtle" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

function Earlier({ view }: { view: SigningKeyView }) {
  const { settings } = useEditor();
  if (view.earlier.length === 0) return null;
  return (
    <details className={classes.earlier}>
      <summary>{view.earlier.length === 1 ? '1 earlier key' : `${view.earlier.length} earlier keys`}</summary>
      <ul>
        {view.earlier.map(({ fingerprint, madeAt }) => (
          <li key={fingerprint}>
            <span className={classes.digits}>{formatFingerprint(fingerprint)}</span>
            <span>made {formatMoment(madeAt, settings.timeZone)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
