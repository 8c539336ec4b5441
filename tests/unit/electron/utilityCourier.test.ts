import { beforeEach, expect, test, vi } from 'vitest';
import { utilityCourier } from '#main/electron/utilityCourier.ts';
import { fake, resetFake } from '#tests/unit/electron/fakeElectron.ts';

vi.mock('electron', async () => (await import('#tests/unit/electron/fakeElectron.ts')).electronModule());

beforeEach(() => resetFake(''));

test('the courier is a utility process on its folder, spoken to through its port', () => {
  const courier = utilityCourier('/out/main/courier.js')('/data/courier');
  const { path, childArguments, child } = fake.utilityProcesses[0] ?? {};
  expect([path, childArguments]).toEqual(['/out/main/courier.js', ['/data/courier']]);
  const heard = vi.fn();
  const gone = vi.fn();
  courier.onMessage(heard);
  courier.onExit(gone);
  courier.send({ kind: 'end' });
  child?.emit('message', { kind: 'ready' });
  child?.emit('exit', 0);
  courier.leave();
  expect(child?.postMessage).toHaveBeenCalledWith({ kind: 'end' });
  expect(heard).toHaveBeenCalledWith({ kind: 'ready' });
  expect(gone).toHaveBeenCalledOnce();
  expect(courier.pid).toBe(4711);
});
