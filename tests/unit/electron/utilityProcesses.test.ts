import { beforeEach, expect, test, vi } from 'vitest';
import { utilitySampleMaker, utilityWorkerSpawner } from '#main/electron/utilityProcesses.ts';
import { fake, resetFake } from '#tests/unit/electron/fakeElectron.ts';

vi.mock('electron', async () => (await import('#tests/unit/electron/fakeElectron.ts')).electronModule());

beforeEach(() => resetFake(''));

test('an imaging worker is a utility process, spoken to through its port', () => {
  const worker = utilityWorkerSpawner('/out/main/electronImagingWorker.js', 'Porchlight imaging')();
  const { path, child } = fake.utilityProcesses[0] ?? {};
  expect(path).toBe('/out/main/electronImagingWorker.js');
  const heard = vi.fn();
  const gone = vi.fn();
  worker.onMessage(heard);
  worker.onExit(gone);
  worker.send({ id: 1 });
  child?.emit('message', { id: 1, done: true });
  worker.kill();
  child?.emit('exit', 9);
  expect(child?.postMessage).toHaveBeenCalledWith({ id: 1 });
  expect(heard).toHaveBeenCalledWith({ id: 1, done: true });
  expect(child?.kill).toHaveBeenCalled();
  expect(gone).toHaveBeenCalledWith(9);
  expect(worker.pid).toBe(4711);
});

test('the sample depot is made in a utility process, whose last line says where it is', async () => {
  const making = utilitySampleMaker('/out/main/electronSampleMaker.js', ['--history', '14'])('/data/sample');
  const { childArguments, child } = fake.utilityProcesses[0] ?? {};
  expect(childArguments).toEqual(['--out', '/data/sample', '--history', '14']);
  child?.stdout.emit('data', Buffer.from('a remark\n{"folder":"/data/sample/folder",'));
  child?.stdout.emit('data', Buffer.from('"timeZone":"UTC","depotName":"Sample"}\n'));
  child?.emit('exit', 0);
  expect(await making).toEqual({ folder: '/data/sample/folder', timeZone: 'UTC', depotName: 'Sample' });
});

test('a sample depot that can’t be made says why', async () => {
  const making = utilitySampleMaker('/maker.js', [])('/data/sample');
  fake.utilityProcesses[0]?.child.stderr.emit('data', Buffer.from('No space left.'));
  fake.utilityProcesses[0]?.child.emit('exit', 2);
  await expect(making).rejects.toThrow('No space left.');
});
