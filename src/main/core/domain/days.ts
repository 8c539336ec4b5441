/**
 * Days and times: when a picture was taken, by the best witness it has, and which service date that is. Times are epoch
 * milliseconds; a service date is the local date of the depot's zone. Zones and daylight saving are Temporal's work.
 */
import { Temporal } from 'temporal-polyfill';
import type { TakenSource } from '#core/domain/delivery.ts';
import type { ServiceDate } from '#shared/ids.ts';

export interface Taken {
  takenAt: number;
  takenSource: TakenSource;
}

/** The times that EXIF holds, as `ImageFacts` gives them. */
export interface ExifTimes {
  /** `YYYY-MM-DDTHH:mm:ss[.fff]`, without zone. */
  takenLocal: string | null;
  /** `+09:00` */
  takenOffset: string | null;
  gpsTime: number | null;
}

export interface TimeWitnesses extends ExifTimes {
  /** The sidecar's `takenAt`; null where there is none. */
  sidecarTime: number | null;
  /** Name of the file, without its folder. */
  fileName: string;
  /** The file's own time; null leaves it out of account. */
  modifiedAt: number | null;
}

const minute = 60_000;
const hour = 60 * minute;
/** No phone took a delivery photo before 2000: such a date is a clock that was never set. */
const firstYear = 2000;
/** A camera may run ahead of the desk by a zone; more than two days ahead is a clock that was never set. */
const aheadLimit = 48 * hour;

const quarterHour = 15 * minute;

/**
 * What is asked of a zone, once for each quarter of an hour: no zone has changed anywhere but at whole quarters since photos are
 * taken, and asking a calendar a million times takes a minute. `ask` gets the first moment of the quarter.
 */
function askedOnce<Answer>(ask: (quarter: number, zone: string) => Answer) {
  const answers = new Map<string, Answer>();
  return (time: number, zone: string): Answer => {
    const quarter = Math.floor(time / quarterHour) * quarterHour;
    const key = `${zone} ${quarter}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(quarter, zone);
    // Two months of shifts; a year's index must not grow it for ever.
    if (answers.size > 5000) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}

/** The depot's local date at a moment. */
export const serviceDateOf: (time: number, zone: string) => ServiceDate = askedOnce((quarter, zone) =>
  Temporal.Instant.fromEpochMilliseconds(quarter).toZonedDateTimeISO(zone).toPlainDate().toString(),
);

/** First moment of a service date and of the one after it; 23 to 25 hours apart. */
export function boundsOfDay(date: ServiceDate, zone: string): { from: number; until: number } {
  const day = Temporal.PlainDate.from(date);
  return {
    from: day.toZonedDateTime(zone).epochMilliseconds,
    until: day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
  };
}

/**
 * When an evening that a person begins now is over for sure: the next 04:00 of the depot that is at least four hours away, so
 * that a sign-in at half past three in the night is not asked for again at once.
 */
export function endOfEvening(now: number, zone: string): number {
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO(zone).toPlainDate();
  for (let days = 0; ; days++) {
    const end = today.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: '04:00' }).epochMilliseconds;
    if (end - now >= 4 * hour) return end;
  }
}

/** A local wall time as a moment; in the hour that a clock change repeats, the first one; in the one it skips, the later. */
export function momentOfLocal(local: string, zone: string): number | null {
  try {
    return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return null;
  }
}

const momentOfQuarter = askedOnce((quarter, zone) => momentOfLocal(new Date(quarter).toISOString().slice(0, -1), zone));

/** What a wall clock shows, given in ms as if it were UTC, as a moment of the depot's zone. Null for what no calendar has. */
export function depotReading(wall: number, zone: string): number | null {
  const moment = momentOfQuarter(wall, zone);
  return moment === null ? null : moment + (wall - Math.floor(wall / quarterHour) * quarterHour);
}

/**
 * When the picture was taken, by the best witness: EXIF with its zone, EXIF with the GPS's word for the zone, the sidecar,
 * EXIF in the depot's zone, the file's name, the file's time. Null when nobody knows.
 */
export function takenTime(witnesses: TimeWitnesses, zone: string, now: number): Taken | null {
  const exif = takenFromExif(witnesses, zone, now);
  if (exif && exif.takenSource !== 'exif-local') return exif;
  if (witnesses.sidecarTime !== null && isPlausible(witnesses.sidecarTime, now)) {
    return { takenAt: witnesses.sidecarTime, takenSource: 'sidecar' };
  }
  if (exif) return exif;
  const named = timeInName(witnesses.fileName, zone);
  if (named !== null && isPlausible(named, now)) return { takenAt: named, takenSource: 'name' };
  if (witnesses.modifiedAt !== null && isPlausible(witnesses.modifiedAt, now)) {
    return { takenAt: witnesses.modifiedAt, takenSource: 'file-time' };
  }
  return null;
}

/** EXIF's part of {@link takenTime}: the camera's clock, and the GPS's where that was never set. */
export function takenFromExif(exif: ExifTimes, zone: string, now: number): Taken | null {
  const gpsTime = exif.gpsTime !== null && isPlausible(exif.gpsTime, now) ? exif.gpsTime : null;
  const byCamera = cameraTime(exif, gpsTime, zone);
  const isLost = byCamera !== null && gpsTime !== null && isDaysOff(byCamera.takenAt, gpsTime);
  if (byCamera && !isLost && isPlausible(byCamera.takenAt, now)) return byCamera;
  return gpsTime === null ? null : { takenAt: gpsTime, takenSource: 'gps-time' };
}

/** A fix is never ahead of the picture: a camera that far behind it has lost its calendar, and no zone explains it. */
const behindAtMost = 36 * hour;
/** A fix may be as old as the last time that the phone saw the sky: a weekend, a holiday. */
const aheadAtMost = 30 * 24 * hour;
/** Old receivers count 1,024 weeks and begin anew: their date is off by that, and nothing else is. */
const weeksCounted = 1024 * 7 * 24 * hour;

/** Whether the camera's calendar is wrong, by the GPS's word. */
function isDaysOff(camera: number, gps: number): boolean {
  const ahead = camera - gps;
  if (Math.abs(ahead - weeksCounted) < behindAtMost) return false;
  return ahead < -behindAtMost || ahead > aheadAtMost;
}

/** What the camera's clock says: zone by OffsetTimeOriginal, else by GPS, else the depot's. */
function cameraTime(exif: ExifTimes, gpsTime: number | null, zone: string): Taken | null {
  const wall = exif.takenLocal === null ? null : wallTime(exif.takenLocal);
  if (wall === null) return null;
  const offset = exif.takenOffset === null ? null : offsetMinutes(exif.takenOffset);
  if (offset !== null) return { takenAt: wall - offset * minute, takenSource: 'exif-with-zone' };
  const depotTime = depotReading(wall, zone);
  const byGps = gpsTime === null ? null : wallTimeByGps(wall, depotTime, gpsTime);
  if (byGps !== null) return { takenAt: byGps, takenSource: 'gps-time' };
  return depotTime === null ? null : { takenAt: depotTime, takenSource: 'exif-local' };
}

/**
 * The GPS tells the zone, the camera tells the time: so all pictures of a phone stand on one clock, with or without GPS, and
 * matching can correct that clock as a whole. (A GPS time is that of the last fix and may be minutes old.)
 */
function wallTimeByGps(wall: number, depotTime: number | null, gpsTime: number): number | null {
  // A camera clock some minutes off must not be taken for a zone of its own.
  if (depotTime !== null && Math.abs(depotTime - gpsTime) <= 20 * minute) return depotTime;
  const difference = wall - gpsTime;
  if (Math.abs(difference) > 14.5 * hour) return null;
  const wholeHours = Math.round(difference / hour) * hour;
  // Half and quarter hours exist (India, Nepal), but a whole hour within ten minutes is the likelier zone.
  const zoneOffset =
    Math.abs(difference - wholeHours) <= 10 * minute
      ? wholeHours
      : Math.round(difference / (15 * minute)) * 15 * minute;
  return wall - zoneOffset;
}

/**
 * The moment that a camera wrote into a file name, or null: `20230112_042504.jpg` (local), `PXL_20230112_042504123.jpg`
 * (UTC), `2026-11-21 14.35.22.jpg`. WhatsApp names hold only the day of sending.
 */
export function timeInName(fileName: string, zone: string): number | null {
  const found =
    /(?<!\d)(20\d{2})([-_.]?)(\d{2})\2(\d{2})(?:[-_ T.]| at )?(\d{2})([-_.:]?)(\d{2})\6(\d{2})(?!\d{4})(\d{3})?(?!\d)/.exec(
      fileName,
    );
  if (!found) return null;
  const [, year, , month, day, hours, , minutes, seconds, thousandths] = found;
  const local = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${thousandths ?? '000'}`;
  if (/^PXL_/i.test(fileName)) return wallTime(local);
  return wallTime(local) === null ? null : momentOfLocal(local, zone);
}

/** The day in a file name, of a camera, a messenger (`IMG-20230112-WA0007.jpg`) or a person; null without one. */
export function dayInName(fileName: string): ServiceDate | null {
  return dayInText(fileName);
}

/** The day in the folders of a path, the deepest first: `2026-11-21`, `20261121`, `21.11.2026`, `2026/11/21`. */
export function dayInFolders(path: string): ServiceDate | null {
  const folders = path.split('/').slice(0, -1);
  for (let depth = folders.length - 1; depth >= 0; depth--) {
    const day =
      dayInText(folders[depth] ?? '') ?? dayInText(folders.slice(Math.max(0, depth - 2), depth + 1).join('-'));
    if (day) return day;
  }
  return null;
}

/**
 * The service date that a photo belongs to: of its own time, else of its folder or name, else of its file.
 * `paths` are relative to the root.
 */
export function dayOfPhoto(taken: Taken | null, paths: readonly string[], zone: string): ServiceDate | null {
  if (taken && taken.takenSource !== 'file-time') return serviceDateOf(taken.takenAt, zone);
  for (const path of paths) {
    const day = dayInFolders(path) ?? dayInName(path.slice(path.lastIndexOf('/') + 1));
    if (day) return day;
  }
  return taken ? serviceDateOf(taken.takenAt, zone) : null;
}

function dayInText(text: string): ServiceDate | null {
  const yearFirst = /(?<!\d)(20\d{2})([-_. ]?)(\d{2})\2(\d{2})(?!\d{1,2}(?!\d))/.exec(text);
  if (yearFirst) {
    const day = calendarDay(yearFirst[1], yearFirst[3], yearFirst[4]);
    if (day) return day;
  }
  const yearLast = /(?<!\d)(\d{1,2})([-_. ])(\d{1,2})\2(20\d{2})(?!\d)/.exec(text);
  if (!yearLast) return null;
  const [, first, separator, second, year] = yearLast;
  // Dots are written day first; elsewhere only a number above twelve tells day from month.
  if (separator === '.' || Number(first) > 12) return calendarDay(year, second, first);
  if (Number(second) > 12) return calendarDay(year, first, second);
  return null;
}

function calendarDay(year = '', month = '', day = ''): ServiceDate | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : null;
}

/** A wall time read as if it were UTC; null for blanks, impossible dates and years before 2000. */
function wallTime(local: string): number | null {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d+)?$/.exec(local);
  if (!parts?.[1] || Number(parts[1].slice(0, 4)) < firstYear) return null;
  const [year, month, day] = parts[1].split('-');
  if (calendarDay(year, month, day) === null) return null;
  const time = Date.parse(`${parts[1]}T${parts[2]}${(parts[3] ?? '').slice(0, 4)}Z`);
  return Number.isNaN(time) ? null : time;
}

/** `+05:30` in minutes; null for anything else and for offsets that no zone has. */
function offsetMinutes(offset: string): number | null {
  if (offset === 'Z') return 0;
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(offset);
  if (!parts) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return minutes > 14 * 60 || Number(parts[3]) > 59 ? null : parts[1] === '-' ? -minutes : minutes;
}

function isPlausible(time: number, now: number): boolean {
  return time >= Date.UTC(firstYear, 0, 1) && time <= now + aheadLimit;
}
