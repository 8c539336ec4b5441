/** Memory and processor time of a process and everything it has started, as the operating system counts them. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface ProcessRow {
  pid: number;
  parent: number;
  bytes: number;
  /** Of all its threads, and of the children that have ended. */
  processorMs: number;
}

/** Pages of Linux's /proc are 4 kB on every machine that Porchlight is built for. */
const pageBytes = 4096;
/** Linux tells times in hundredths of a second, whatever its own clock ticks in. */
const msPerTick = 10;

function rowsOfLinux(): ProcessRow[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // The name in brackets may hold anything: what counts comes after the last one.
        const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
        // User and system time of its own, and of the children that it has waited for.
        const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
        const [parent, bytes] = [Number(fields[1]), Number(fields[21]) * pageBytes];
        return [{ pid: Number(pid), parent, bytes, processorMs: ticks * msPerTick }];
      } catch {
        return [];
      }
    });
}

function rowsOfPs(): ProcessRow[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,time='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid = '', parent = '', kilobytes = '', time = ''] = line.trim().split(/\s+/);
    return {
      pid: Number(pid),
      parent: Number(parent),
      bytes: Number(kilobytes) * 1024,
      // `hours:minutes:seconds.hundredths`, as many of them as it takes.
      processorMs: time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000,
    };
  });
}

function familyOf(root: number): ProcessRow[] {
  const rows = process.platform === 'linux' ? rowsOfLinux() : rowsOfPs();
  const family = new Set([root]);
  // Children may stand before their parents in the list.
  for (let before = -1; before !== family.size; ) {
    before = family.size;
    for (const row of rows) if (family.has(row.parent)) family.add(row.pid);
  }
  return rows.filter((row) => family.has(row.pid));
}

/** Milliseconds that all of them have had a processor since they began; null on Windows. */
export function processorMsOf(pid: number): number | null {
  if (process.platform === 'win32') return null;
  return familyOf(pid).reduce((sum, row) => sum + row.processorMs, 0);
}

/**
 * Looks five times a second. `stop` gives the highest sum seen, in bytes; pages that processes share are counted for each of
 * them, so it is rather too high. Null on Windows, where nothing that is always there tells it.
 */
export function watchMemory(pid: number): { stop(): number | null } {
  if (process.platform === 'win32') return { stop: () => null };
  let peak = 0;
  const timer = setInterval(() => {
    const bytes = familyOf(pid).reduce((sum, row) => sum + row.bytes, 0);
    peak = Math.max(peak, bytes);
  }, 200);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}
