/** Which of a depot's writers found the disk without room, each until it can write again. */

export type DiskWriter = 'walk' | 'photos' | 'data';

export interface FullDisk {
  readonly isMet: boolean;
  /** For the writer to call, as often as it likes. */
  by(who: DiskWriter): (isBlocked: boolean) => void;
}

/** @param onChanged one of them is blocked, or no more. */
export function createFullDisk(onChanged: () => void): FullDisk {
  const blocked = new Set<DiskWriter>();
  return {
    get isMet() {
      return blocked.size > 0;
    },
    by: (who) => (isBlocked) => {
      if (blocked.has(who) === isBlocked) return;
      if (isBlocked) blocked.add(who);
      else blocked.delete(who);
      onChanged();
    },
  };
}
