/** The model's process may hang, die, grow, or never start: the next picture is looked at all the same, or is told why not. */
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shippedModelFiles } from '#core/closerLook/personModel/modelFiles.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { misbehavingModel, modelWithoutNetwork, personModel } from '#tests/fixtures/closerLook/personModels.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { until } from '#tests/fixtures/until.ts';

/** Those of the package that are ours. */
function copyModels(to: string): void {
  for (const name of ['centernet.json', 'centernet.bin', 'blazeface.json', 'blazeface.bin']) {
    copyFileSync(join(shippedModelFiles().models, name), join(to, name));
  }
}

const processesOf = (path: string) => new Set(readFileSync(`${path}.attempts`, 'utf8').trim().split('\n'));

test('a picture that makes the model die is given up after the third process, and the next one is looked at', async () => {
  const folder = temporaryFolder();
  const model = personModel({});
  const crash = join(folder, 'crash.ppm');
  const [crashed, next] = await Promise.all([model.look(crash), model.look(join(folder, 'good.ppm'))]);
  expect(crashed).toEqual({ ok: false, why: 'never' });
  expect(processesOf(crash).size).toBe(3);
  expect(next).toMatchObject({ ok: true, people: [{ kind: 'person' }] });
});

test('a picture at which the model hangs is given up at once, with its process', async () => {
  const folder = temporaryFolder();
  const model = personModel({ limits: { lookMs: 1_000 } });
  expect(await model.look(join(folder, 'hang.ppm'))).toEqual({ ok: false, why: 'never' });
  expect(model.log).toContain('The person model took too long');
  // A process that gets no processor for a second is given up, too: with another one it is quick enough.
  await until('the next one is looked at', async () => (await model.look(join(folder, 'good.ppm'))).ok);
});

test('a process that has grown is replaced between two pictures', async () => {
  const folder = temporaryFolder();
  const model = personModel({});
  const paths = ['fat.ppm', 'good.ppm'].map((name) => join(folder, name));
  for (const path of paths) expect(await model.look(path)).toMatchObject({ ok: true });
  expect(new Set(paths.flatMap((path) => [...processesOf(path)])).size).toBe(2);
});

test('with nothing to do for a while the process ends, and another one is there for the next picture', async () => {
  const folder = temporaryFolder();
  let ended = 0;
  const model = personModel({
    limits: { idleMs: 1 },
    spawn: () => {
      const process = misbehavingModel();
      process.onExit(() => ended++);
      return process;
    },
  });
  await model.look(join(folder, 'good.ppm'));
  await until('the idle process has ended', () => ended === 1);
  expect(await model.look(join(folder, 'good.ppm'))).toMatchObject({ ok: true });
  expect(processesOf(join(folder, 'good.ppm')).size).toBe(2);
});

test('a model that never starts says so, and keeps no picture waiting', async () => {
  const model = personModel({ spawn: forkWorker('/nowhere/model.js') });
  expect(await model.look('/any.ppm')).toEqual({ ok: false, why: 'not-now' });
  expect(model.trouble()).toBe(
    'People can’t be looked for at the moment: the model does not start. It is tried again by itself.',
  );
});

test('a file of the model that is missing or too short is told before any process is started', async () => {
  const models = temporaryFolder();
  const spawn = () => {
    throw new Error('Nothing was to be started.');
  };
  const files = { ...shippedModelFiles(), models };
  expect(personModel({ files, spawn }).trouble()).toContain('its file centernet.json is missing');
  copyModels(models);
  truncateSync(join(models, 'blazeface.bin'), 1000);
  const model = personModel({ files, spawn });
  expect(model.trouble()).toBe(
    'People can’t be looked for: its file blazeface.bin is damaged. Install Porchlight again; all else goes on.',
  );
  expect(await model.look('/any.ppm')).toEqual({ ok: false, why: 'not-now' });
});

test('a file of the model in which a byte is wrong is found by the model itself', async () => {
  const models = temporaryFolder();
  copyModels(models);
  const damaged = join(models, 'centernet.bin');
  const bytes = readFileSync(damaged);
  bytes.writeUInt8(bytes.readUInt8(1000) ^ 1, 1000);
  writeFileSync(damaged, bytes);
  const model = personModel({ files: { ...shippedModelFiles(), models }, spawn: modelWithoutNetwork });
  expect(await model.look('/any.ppm')).toEqual({ ok: false, why: 'not-now' });
  expect(model.trouble()).toContain('its file centernet.bin is damaged');
});
