/** Which photos share a clock: the same device in the same folder (or on the same route). */
import type { Photo } from '#core/domain/delivery.ts';
import type { RouteId } from '#shared/ids.ts';

export interface CameraGroup {
  /** For the supervisor: folder and device. */
  label: string;
  device: string | null;
  /** Routes that the photos' own folders, names or sidecars speak of; empty when they are silent. */
  contextRoutes: readonly RouteId[];
  /** In order of id. */
  photos: Photo[];
}

export interface PhotoInContext {
  photo: Photo;
  contextRoutes: readonly RouteId[];
}

/** Fewer pictures than this can't tell their clock: the folders above are asked to share theirs. */
const enoughForAClock = 8;

/** Groups photos (given in order of id); the order of the groups is that of their keys. */
export function cameraGroups(photos: readonly PhotoInContext[]): CameraGroup[] {
  const groups = new Map<string, CameraGroup>();
  const silent: Photo[] = [];
  for (const { photo, contextRoutes } of photos) {
    if (contextRoutes.length === 0) silent.push(photo);
    else addTo(groups, `1\0${contextRoutes.join(' ')}\0${cameraKey(photo)}`, photo, contextRoutes);
  }
  for (const [key, members] of groupedByFolder(silent)) {
    for (const photo of members) addTo(groups, `0\0${key}`, photo, []);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => byClock({ ...group, photos: group.photos.sort(byId), label: labelOf(group) }));
}

/** Hours without a picture after which a camera that is still at work that day must have lost its clock in between. */
const longestPauseMs = 26 * 3_600_000;

/** The same camera before and after its battery was pulled has two clocks. */
function byClock(group: CameraGroup): CameraGroup[] {
  const inTime = group.photos.filter((photo) => photo.takenAt !== null).sort((a, b) => timeOf(a) - timeOf(b));
  const runs: Photo[][] = [];
  for (const [i, photo] of inTime.entries()) {
    const pause = timeOf(photo) - timeOf(inTime[i - 1] ?? photo);
    if (i === 0 || pause > longestPauseMs) runs.push([]);
    runs.at(-1)?.push(photo);
  }
  if (runs.length < 2) return [group];
  runs[0]?.push(...group.photos.filter((photo) => photo.takenAt === null));
  return runs.map((photos, n) => ({
    ...group,
    photos: photos.sort(byId),
    label: n === 0 ? group.label : `${group.label} (clock ${n + 1})`,
  }));
}

function timeOf(photo: Photo): number {
  return photo.takenAt ?? 0;
}

/** A file's own time is no camera's: it stands on a clock of its own. */
function cameraKey(photo: Photo): string {
  const clock = photo.unsetClock !== undefined ? 'unset' : photo.takenSource === 'file-time' ? 'file' : '';
  return `${photo.device ?? ''}\0${clock}`;
}

/** Folder by folder; small ones give their photos to the folder above until there are enough, or no folder is left. */
function groupedByFolder(photos: readonly Photo[]): Map<string, Photo[]> {
  const folders = new Map<string, { folder: string; camera: string; photos: Photo[] }>();
  const put = (folder: string, camera: string, members: readonly Photo[]) => {
    const key = `${folder}\0${camera}`;
    const known = folders.get(key);
    if (known) known.photos.push(...members);
    else folders.set(key, { folder, camera, photos: [...members] });
  };
  for (const photo of photos) put(folderOf(photo), cameraKey(photo), [photo]);
  const depthOf = (folder: string) => (folder === '' ? 0 : folder.split('/').length);
  const deepest = Math.max(0, ...[...folders.values()].map((each) => depthOf(each.folder)));
  for (let depth = deepest; depth > 0; depth--) {
    for (const [key, each] of [...folders]) {
      if (depthOf(each.folder) !== depth || each.photos.length >= enoughForAClock) continue;
      folders.delete(key);
      put(each.folder.slice(0, Math.max(0, each.folder.lastIndexOf('/'))), each.camera, each.photos);
    }
  }
  return new Map([...folders].map(([key, each]) => [key, each.photos]));
}

function addTo(groups: Map<string, CameraGroup>, key: string, photo: Photo, contextRoutes: readonly RouteId[]): void {
  const known = groups.get(key);
  if (known) known.photos.push(photo);
  else groups.set(key, { label: '', device: photo.device, contextRoutes, photos: [photo] });
}

/** The deepest folder that holds them all, and the device. */
function labelOf(group: CameraGroup): string {
  let common = folderOf(group.photos[0]).split('/');
  for (const photo of group.photos) {
    const folders = folderOf(photo).split('/');
    let same = 0;
    while (same < common.length && common[same] === folders[same]) same++;
    common = common.slice(0, same);
  }
  return [common.join('/'), group.device ?? ''].filter((word) => word !== '').join(' · ') || 'unknown device';
}

function folderOf(photo: Photo | undefined): string {
  const path = photo?.files[0]?.path ?? '';
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function byId(a: Photo, b: Photo): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
