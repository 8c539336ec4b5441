/**
 * npm runs a script as `sh -c "node …"` and passes a signal on to that shell only, which ends and leaves the program behind.
 * A host that a script or a service manager stopped through npm would go on holding its data folder.
 */

/** Long enough to cost nothing, short enough that a stop looks like one, in ms. */
const lookEvery = 200;

/** Ends this process as SIGTERM does, once the shell that npm started it in is gone. */
export function stopWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, lookEvery);
  timer.unref();
}
