import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { mailServer } from '#tests/fixtures/mail/mailServer.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { until } from '#tests/fixtures/until.ts';

const script = fileURLToPath(import.meta.resolve('./sendUntilKilled.ts'));
const kills = 30;

/** Runs the core until the moment has come, and kills it on the spot. */
async function sendAndKill(data: string, folder: string, moment: (printed: string, ms: number) => boolean) {
  const child = spawn(process.execPath, [script, data, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let readyAt = 0;
  let printed = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    readyAt ||= performance.now();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const gone = new Promise((resolve) => child.on('exit', resolve));
  const isTime = () => readyAt > 0 && moment(printed, performance.now() - readyAt);
  for (const giveUpAt = performance.now() + 60_000; child.exitCode === null && !isTime(); ) {
    if (performance.now() > giveUpAt) throw new Error(`its moment never came: ${printed}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect(`${child.exitCode} ${complaints}`).toBe('null ');
  child.kill('SIGKILL');
  await gone;
}

test('thirty sudden deaths on the way from the folder to the inbox: each confirmed stop’s customer has one message, nobody else has any', async () => {
  const random = seededRandom(20_261_129);
  const inbox = temporaryFolder();
  // Between taking a message and saying so a server takes its time: most of the deaths fall in there.
  const server = await mailServer({ folder: inbox, answerAfterMs: 40 });
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  const settings: Partial<Settings> = {
    readLabels: false,
    confirmations: { ...defaultSettings.confirmations, from: depotDate, when: 'confirmed' },
    email: {
      ...{ ...defaultSettings.email, on: true, host: '127.0.0.1', port: server.port, security: 'none' },
      from: 'Elm Depot <depot@example.com>',
    },
  };
  writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
  const depot = new TestDepot(folder);
  const stops = [depot.route('R12', 50), depot.route('R7', 50), depot.route('R3', 20)].flat();
  for (const [n, stop] of stops.entries()) stop.contact = `customer${n}@example.org`;
  const expected: string[] = [];
  for (const [n, stop] of stops.entries()) {
    if (n % 20 === 3) stop.contact = '+1 503 555 0100';
    if (n % 20 === 7) stop.status = 'attempted';
    if (n % 20 === 11) stop.leftAt = 'recipient';
    if (n % 20 !== 15) await depot.photo(stop);
    if (![3, 7, 11, 15].includes(n % 20)) expected.push(`customer${n}@example.org`);
  }
  depot.save();

  const taken = () => readdirSync(inbox).filter((name) => name.endsWith('.json')).length;
  let withMessagesOut = 0;
  for (let kill = 0; kill < kills; kill++) {
    const before = taken();
    const more = 1 + random.below(4);
    const afterMs = random.between(0, 40);
    const anyMs = random.between(0, 900);
    let at = Number.POSITIVE_INFINITY;
    await sendAndKill(data, folder, (_printed, ms) => {
      if (kill % 5 === 4) return ms >= anyMs;
      if (taken() - before >= more || taken() === expected.length) at = Math.min(at, ms);
      return ms >= at + afterMs;
    });
    if (taken() > before) withMessagesOut += 1;
  }
  expect(withMessagesOut).toBeGreaterThan(kills / 2);
  await sendAndKill(data, folder, (printed) => printed.includes(`out ${expected.length}\n`));

  await until('all are there', () => taken() >= expected.length);
  const recipients = server.taken().flatMap(({ to }) => to);
  expect(recipients.toSorted()).toEqual(expected.toSorted());

  const opened = await openLedger({ path: join(data, 'ledger.db'), desk: 'reader' });
  if (!opened.ok) throw new Error(opened.message);
  expect(opened.verdict).toMatchObject({ ok: true });
  const steps: string[] = [];
  for await (const { body } of opened.ledger.entries()) if (body.kind === 'confirmation-step') steps.push(body.step);
  await opened.ledger.close();
  expect(steps.filter((step) => step === 'sent')).toHaveLength(expected.length);
  expect(steps).not.toContain('uncertain');
  expect(steps).not.toContain('failed');
}, 400_000);
