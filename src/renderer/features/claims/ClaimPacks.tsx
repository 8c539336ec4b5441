/** The claim pack: made with one key, for the depot or for the customer; those that were made, and how anybody checks one. */
import { Button } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { exportFileUrl, useExporting } from '#app/exports.ts';
import { queries } from '#app/queries.ts';
import { ensurePerson } from '#app/signing.ts';
import type { ClaimDetail } from '#shared/claims.ts';
import type { ClaimPackVariant } from '#shared/words.ts';
import { ExportRow } from '#ui/ExportRow.tsx';
import { formatFingerprint, formatMoment } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { Notice } from '#ui/Notice.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { packWords } from '#ui/words.ts';
import classes from './ClaimPage.module.css';
import { packExports, shortFingerprint, withExport } from './packs.ts';

interface ClaimPacksProps {
  claim: ClaimDetail['claim'];
  packs: ClaimDetail['packs'];
  timeZone: string;
}

const kinds = { full: 'claim-pack', customer: 'claim-pack-customer' } as const;

export function ClaimPacks({ claim, packs, timeZone }: ClaimPacksProps) {
  const client = useQueryClient();
  const { start, cancel, pending, failure } = useExporting();
  const { data: exports = [] } = useQuery(queries.exports());
  const started = packExports.use().get(claim.id) ?? [];
  const own = exports.filter(({ id }) => started.includes(id));
  const isBusy = pending || own.some(({ state }) => state === 'running');

  async function make(variant: ClaimPackVariant): Promise<void> {
    // A key held down must not make the same file twice.
    if (isBusy) return;
    await ensurePerson(client);
    const view = await start({ kind: kinds[variant], date: null, claimId: claim.id });
    if (view) packExports.set(withExport(packExports.get(), claim.id, view.id));
  }
  useKeys({ p: (event) => void make(event.shiftKey ? 'customer' : 'full') });

  return (
    <section className={`${classes.block} ${classes.packs}`} aria-label="Claim pack">
      <header className={classes.blockHead}>
        <h3>Claim pack</h3>
        <span className={classes.pair}>
          <Button
            size="compact-sm"
            aria-keyshortcuts="P"
            title="For the depot, its carrier or a court: the original pictures, the facts and the ledger’s entries, signed"
            rightSection={<Key>P</Key>}
            aria-disabled={isBusy}
            onClick={() => void make('full')}
          >
            Make it
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-keyshortcuts="Shift+P"
            title="Others’ doors, faces and names are hidden"
            rightSection={<Key>⇧ P</Key>}
            aria-disabled={isBusy}
            onClick={() => void make('customer')}
          >
            For the customer
          </Button>
        </span>
      </header>
      {failure !== null && <Notice level="error">{failure}</Notice>}
      {own.map((view) => (
        <ExportRow
          key={view.id}
          view={view}
          timeZone={timeZone}
          fileUrl={exportFileUrl(view.id)}
          onCancel={() => void cancel(view.id)}
        />
      ))}
      {packs.length > 0 && (
        <ul className={classes.plain}>
          {packs.toReversed().map(({ entryId, at, variant, manifestSha256, signedBy }) => (
            <li key={entryId} className={classes.file} title={`Manifest ${manifestSha256}`}>
              <IconFileCertificate size={15} stroke={1.6} aria-hidden="true" />
              <span className={classes.breakable}>
                {packWords[variant]}
                <span className={classes.aside}>
                  {' '}
                  made {formatMoment(at, timeZone)},{' '}
                  {signedBy === null ? 'not signed' : `signed with ${shortFingerprint(signedBy)}`}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {/* The first pack makes the key. */}
      <Checking key={packs.length} />
    </section>
  );
}

/** Whose signature it is, and where anybody checks it. */
function Checking() {
  const { data: key } = useQuery({ ...queries.signingKey(), staleTime: 0 });
  return (
    <>
      {key?.trouble && <Notice level="warning">{key.trouble}</Notice>}
      <p className={classes.aside}>
        Anybody can check it without a network: open verify.html, which is in it and with Porchlight, and drop the ZIP
        on it.
        {key?.fingerprint && (
          <>
            {' '}
            It must name this key, which you tell in another way than you send the pack:{' '}
            <code className={classes.fingerprint}>{formatFingerprint(key.fingerprint)}</code>
          </>
        )}
      </p>
    </>
  );
}
