/** A depot that sends to a mail server of its own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import type { Courier } from '#core/confirmations/contract.ts';
import { forkCourier } from '#core/confirmations/courier/forkCourier.ts';
import type { Core } from '#core/contract.ts';
import type { ConfirmationPage } from '#shared/confirmations.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { depotDate, depotEvening, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import type { MailServer } from '#tests/fixtures/mail/mailServer.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore, type TestCoreOptions } from '#tests/fixtures/testCore.ts';

const fork = forkCourier(fileURLToPath(import.meta.resolve('#core/confirmations/courier/courier.ts')));

export const emailSettings = (port: number): Settings['email'] => ({
  ...{ ...defaultSettings.email, on: true, host: '127.0.0.1', port, security: 'none' },
  from: 'Elm Depot <depot@example.com>',
});

/** A route of so many delivered stops, each with a customer and a picture; sends as soon as a stop is confirmed. */
export async function outboxWorld(
  server: Pick<MailServer, 'port'>,
  count: number,
  changes: Partial<Settings> = {},
  core: Partial<TestCoreOptions> = {},
) {
  const data = temporaryFolder();
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  const stops = depot.route('R12', count);
  for (const [n, stop] of stops.entries()) {
    stop.customer = `Customer ${n}`;
    stop.contact = `customer${n}@example.org · +1 503 555 01${String(n).padStart(2, '0')}`;
    await depot.photo(stop);
  }
  depot.save();
  const settings: Partial<Settings> = {
    readLabels: false,
    depotName: 'Elm Depot',
    confirmations: { ...defaultSettings.confirmations, from: depotDate, when: 'confirmed' },
    email: emailSettings(server.port),
    ...changes,
  };
  writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
  const couriers: Courier[] = [];
  const options: TestCoreOptions = {
    ...{ data, folder: depot.folder, now: depotEvening },
    spawnCourier(folder) {
      const courier = fork(folder);
      couriers.push(courier);
      return courier;
    },
    ...core,
  };
  return {
    ...{ data, depot, stops: stops as [TestStop, ...TestStop[]], couriers, options },
    async open(): Promise<Core> {
      const opened = await openCore(options);
      await opened.settle();
      return opened;
    },
    /** The clock goes on, and the outbox looks at it. */
    async later(opened: Core, minutes: number): Promise<void> {
      options.now = (options.now ?? depotEvening) + minutes * 60_000;
      const { confirmations } = await get(opened, 'getSettings', {});
      await get(opened, 'putSettings', { confirmations });
    },
  };
}

export const outboxOf = (core: Core, filter: object = {}): Promise<ConfirmationPage> =>
  get(core, 'listConfirmations', { date: depotDate, ...filter });

export const statesOf = async (core: Core): Promise<string[]> =>
  (await outboxOf(core)).entries.map(({ state }) => state).sort();

export const recipientsOf = (server: MailServer): string[] =>
  server
    .taken()
    .flatMap(({ to }) => to)
    .sort();

export const letterOf = (raw: string) => simpleParser(Buffer.from(raw, 'latin1'));
