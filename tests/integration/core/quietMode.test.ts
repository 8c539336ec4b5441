import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Power } from '#core/contract.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';

test('on battery the computer is spared and the status says so; the setting has the last word', async () => {
  const place = temporaryFolder();
  const [folder, data] = [join(place, 'folder'), join(place, 'data')];
  mkdirSync(folder);
  let onBattery = false;
  const listeners: Array<() => void> = [];
  const power: Power = { onBattery: () => onBattery, onChange: (listener) => void listeners.push(listener) };
  const core = await openCore({ data, folder, power });
  const sparing = async () => (await get(core, 'getStatus', {})).sparing;
  const told: string[] = [];
  core.changes.subscribe((topics) => told.push(...topics));
  expect(await sparing()).toBeNull();

  onBattery = true;
  for (const listener of listeners) listener();
  expect(told).toContain('status');
  expect(await sparing()).toBe('on-battery');

  await get(core, 'putSettings', { quietMode: 'never' });
  expect(await sparing()).toBeNull();
  onBattery = false;
  await get(core, 'putSettings', { quietMode: 'always' });
  expect(await sparing()).toBe('always');
});

test('a host that can’t tell takes it that the computer is plugged in', async () => {
  const core = await openCore({ data: join(temporaryFolder(), 'data') });
  expect((await get(core, 'getSettings', {})).quietMode).toBe('on-battery');
  expect((await get(core, 'getStatus', {})).sparing).toBeNull();
});
