/** Resident memory of a process and everything it has started, as the operating system counts it. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface ProcessRow {
  pid: number;
  parent: number;
  bytes: number;
}

/** Pages of Linux's /proc are 4 kB on every machine that Porchlight is built for. */
const pageBytes = 4096;

function rowsOfLinux(): ProcessRow[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // The name in brackets may hold anything: what counts comes after the last one.
        const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
        return [{ pid: Number(pid), parent: Number(fields[1]), bytes: Number(fields[21]) * pageBytes }];
      } catch {
        return [];
      }
    });
}

function rowsOfPs(): ProcessRow[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid = 0, parent = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
    return { pid, parent, bytes: kilobytes * 1024 };
  });
}

function familyBytes(root: number): number {
  const rows = process.platform === 'linux' ? rowsOfLinux() : rowsOfPs();
  const family = new Set([root]);
  // Children may stand before their parents in the list.
  for (let before = -1; before !== family.size; ) {
    before = family.size;
    for (const row of rows) if (family.has(row.parent)) family.add(row.pid);
  }
  return rows.reduce((sum, row) => sum + (family.has(row.pid) ? row.bytes : 0), 0);
}

/**
 * Looks five times a second. `stop` gives the highest sum seen, in bytes; pages that processes share are counted for each of
 * them, so it is rather too high. Null on Windows, where nothing that is always there tells it.
 */
export function watchMemory(pid: number): { stop(): number | null } {
  if (process.platform === 'win32') return { stop: () => null };
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, familyBytes(pid));
  }, 200);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}
