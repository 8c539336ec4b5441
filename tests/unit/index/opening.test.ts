import { expect, test } from 'vitest';
import { createApplying } from '#core/applying.ts';
import type { ListEnd, ListReading } from '#core/claims/listReading.ts';
import { openClaims } from '#core/claims/opening.ts';
import type { LedgerEntry } from '#core/ledger/contract.ts';

const entry = (seq: number): LedgerEntry => ({
  ...{ seq, id: String(seq), at: 0, desk: 'desk', person: null, hash: '', body: { kind: 'undo', entry: 'x' } },
});
const end = { kind: 'unusable', message: 'It ends here.' } satisfies ListEnd;

async function* reading(parts: number): ListReading {
  for (let n = 0; n < parts; n++) yield { text: '', count: 1_000 };
  return end;
}

test('a list and what is decided meanwhile are shown in the order of the ledger', async () => {
  let seq = 0;
  const applied: number[] = [];
  const applying = createApplying((some) => void applied.push(...some.map((each) => each.seq)));
  const opened = await openClaims<never>(reading(12), {
    async write(some) {
      const count = some.reduce((sum, each) => sum + each.count, 0);
      const written = Array.from({ length: count }, () => entry(++seq));
      // As the ledger has it: whoever waited for a turn acts before the next begins.
      setImmediate(() => applying.atOnce([entry(++seq)]));
      return { ok: true, value: { first: written[0]?.id ?? '', parts: [() => written] } };
    },
    show: applying.atLeisure,
  });
  expect(opened).toMatchObject({ end, first: '1', written: 12_000, refusal: null });
  await new Promise((resolve) => setImmediate(resolve));
  expect(applied).toEqual(Array.from({ length: seq }, (_none, n) => n + 1));
});
