/** Node's work in Electron's utility processes: no window's powers, and it runs although the `RunAsNode` fuse is off. */
import { utilityProcess } from 'electron';
import type { CoreDeps } from '#core/contract.ts';
import type { SpawnWorker } from '#core/imaging/contract.ts';

/** Spawns `workerFile` (out/main/electronImagingWorker.js, out/main/personModel.js) once per call, under this name in the system's list. */
export function utilityWorkerSpawner(workerFile: string, serviceName: string): SpawnWorker {
  return () => {
    const child = utilityProcess.fork(workerFile, [], { serviceName, stdio: 'ignore' });
    return {
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', (code) => listener(code)),
      kill: () => void child.kill(),
      get pid() {
        return child.pid;
      },
    };
  };
}

/** Makes the sample depot with `sampleMakerFile` (out/main/electronSampleMaker.js) and these flags of `make-sample`; its last line says where it is. */
export function utilitySampleMaker(
  sampleMakerFile: string,
  flags: readonly string[],
): NonNullable<CoreDeps['makeSample']> {
  return (out) =>
    new Promise((resolve, reject) => {
      const child = utilityProcess.fork(sampleMakerFile, ['--out', out, ...flags], {
        serviceName: 'Porchlight sample depot',
        stdio: 'pipe',
      });
      const said = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        child[name]?.on('data', (text: Buffer) => {
          said[name] += text.toString();
        });
      }
      child.once('exit', (code) => {
        if (code === 0) resolve(JSON.parse(said.stdout.trim().split('\n').at(-1) ?? ''));
        else reject(new Error(`The sample depot could not be made. ${said.stderr.trim()}`));
      });
    });
}
