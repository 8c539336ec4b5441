/** What the check of the ledger found. A broken entry is named as loudly as the window can. */
import { Button } from '@mantine/core';
import { checkLedger, type LedgerCheck, ledgerCheck } from '#app/ledgerCheck.ts';
import { formatMoment } from '#ui/format.ts';
import { Notice } from '#ui/Notice.tsx';

export function LedgerCheckNotice({ check, timeZone }: { check: LedgerCheck; timeZone: string }) {
  const close = (
    <Button variant="subtle" color="gray" size="compact-xs" onClick={() => ledgerCheck.set(null)}>
      Close
    </Button>
  );
  if (check.kind === 'checking') return <Notice level="info">Reading the whole ledger…</Notice>;
  if (check.kind === 'failed') {
    const again = (
      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => void checkLedger()}>
        Try again
      </Button>
    );
    return (
      <Notice level="warning" actions={again}>
        The ledger could not be checked. {check.message}
      </Notice>
    );
  }
  const { ok, broken, sentence, checkedAt } = check.verdict;
  return (
    <Notice level={ok ? 'info' : 'error'} actions={close}>
      {broken !== null && <strong>Entry {broken.seq} of the ledger is broken. </strong>}
      {sentence} Checked {formatMoment(checkedAt, timeZone)}.
    </Notice>
  );
}
