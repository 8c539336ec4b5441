/** The settings of one depot: a small checked JSON file in the data folder (`settings.json`). */
import { z } from 'zod';
import { serviceDateSchema } from './ids.ts';
import { isTileAddress } from './tileOrigins.ts';
import { blockingFlagsByDefault, flags } from './words.ts';

/** True for a zone that this machine's ICU knows, such as `America/Los_Angeles`. */
function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const retentionDays = z.number().int().min(1).max(36_500).nullable();

export const settingsSchema = z.object({
  /** The synced folder, absolute; null until the supervisor has chosen one. */
  folder: z.string().min(1).nullable(),
  depotName: z.string().max(200),
  /** IANA zone of the depot. A service date is a date in this zone. */
  timeZone: z.string().refine(isTimeZone, 'is not a time zone that this computer knows'),
  /** POD score to reach, 0 to 1 (98 % is a usual weekly target; field notes, "POD score"). */
  podTarget: z.number().min(0).max(1),
  /** Hours after a route's last `completed_at` when a photo that is not here counts as missing. */
  cutOffHours: z.number().min(0).max(72),
  farFromStopMetres: z.number().min(10).max(100_000),
  offTimeMinutes: z.number().min(1).max(1440),
  /** A tie made by time and position stands by itself only at or above this confidence, 0 to 1. */
  automaticConfidence: z.number().min(0.5).max(1),
  blockingFlags: z.array(z.enum(flags)),
  quality: z.object({
    /** Pixels that the sharpest edges are wide at the size of a thumbnail; above is `blurry`. */
    maxEdgeWidth: z.number().min(1).max(25),
    /** Luma 0 to 255 that the brightest thirtieth of the picture reaches; below is `too-dark`. */
    minLight: z.number().min(0).max(255),
    /** Luma 0 to 255 that half of the picture reaches; above is `too-bright`. */
    maxMiddle: z.number().min(0).max(255),
    /** Shorter side in pixels; below is `too-small`. */
    minShortSide: z.number().int().min(1),
  }),
  scanEveryMinutes: z.number().min(0.1).max(240),
  /** Look at the tree every few seconds instead of trusting events: network shares (chokidar#970). */
  polling: z.boolean(),
  pollingSeconds: z.number().min(1).max(3600),
  /** Worker processes for pictures; null = from the number of cores. */
  workers: z.number().int().min(1).max(64).nullable(),
  limits: z.object({
    megabytes: z.number().min(1).max(2000),
    megapixels: z.number().min(1).max(2000),
    seconds: z.number().min(1).max(600),
  }),
  /** Reads barcodes and QR codes in pictures: a known tracking id ties the picture to its stop. */
  readLabels: z.boolean(),
  /** Looks for faces and persons in pictures with a model on this computer. */
  findPeople: z.boolean(),
  /** When to spare the machine: fewer worker processes, and no closer look at older pictures. */
  quietMode: z.enum(['never', 'on-battery', 'always']),
  /** Thumbnails and previews kept beside the index, in megabytes; the oldest go first. */
  cacheMegabytes: z.number().min(50).max(1_000_000),
  /** Where exports are written, absolute; null = what the host proposes (Downloads), else `exports` in the data folder. */
  exportFolder: z.string().min(1).nullable(),
  /** What lies under the route's map. Nothing by default: the map asks nobody. */
  map: z.object({
    /** `https://…/{z}/{x}/{y}.png`; null = none. */
    tileUrl: z
      .string()
      .max(2000)
      .refine(isTileAddress, 'is not a tile address such as https://example.com/{z}/{x}/{y}.png')
      .nullable(),
    attribution: z.string().max(500),
    /** An offline PMTiles file, absolute; used where no tile address is set. */
    pmtilesFile: z.string().min(1).nullable(),
  }),
  /** Confirmations to customers. Passwords are no settings: see `core/secrets`. */
  confirmations: z.object({
    /** First service date whose stops get one; null: nobody gets any. */
    from: serviceDateSchema.nullable(),
    /** As soon as the stop is confirmed, or only when its route is signed off. */
    when: z.enum(['confirmed', 'signed-off']),
    /** Language of the words (BCP 47), a file of that name. */
    language: z.string().min(2).max(35),
    /** What the customer sees of the picture: all but hidden parts, or only a part that was drawn, the rest made unreadable. */
    picture: z.enum(['hide-parts', 'only-part']),
    /** The depot's own words under the message; empty: none. */
    words: z.string().max(2000),
    /** How a customer reaches the depot: shown in each message. */
    contact: z.string().max(500),
    /** PNG, JPEG, WebP or SVG file, absolute; null: the depot's name alone. */
    logoFile: z.string().min(1).nullable(),
    /** Address of the depot's own page for opting out; `{token}` stands for the signed token. Null: no link. */
    optOutUrl: z.string().max(2000).nullable(),
  }),
  email: z.object({
    on: z.boolean(),
    host: z.string().max(253),
    port: z.number().int().min(1).max(65_535),
    /** `tls` from the first byte (465), `starttls` (587), or `none`: plain text, for a server on this machine only. */
    security: z.enum(['tls', 'starttls', 'none']),
    user: z.string().max(320),
    from: z.string().max(320),
    replyTo: z.string().max(320),
    /** PEM file of an own certificate authority, absolute; null: the system's. */
    caFile: z.string().min(1).nullable(),
  }),
  webhook: z.object({
    on: z.boolean(),
    url: z.string().max(2000),
    /** Loopback and private addresses too: for a program in the depot's own network. */
    allowPrivate: z.boolean(),
  }),
  pages: z.object({
    on: z.boolean(),
    /** Folder of the published pages, absolute; null: `pages` in the data folder. */
    folder: z.string().min(1).nullable(),
    /** Where the folder is published, for the list of addresses; empty: file names alone. */
    url: z.string().max(2000),
  }),
  /** An authority that stamps the time of claim packs (RFC 3161). It gets a hash, and nothing else. */
  timeStamp: z.object({
    /** Empty: none is asked. */
    url: z.string().max(2000),
    /** Loopback and private addresses too: for an authority in the depot's own network. */
    allowPrivate: z.boolean(),
    /** PEM file of the certificates to check its stamps by, absolute; null: they are kept as they are, and checked by whoever gets the pack. */
    caFile: z.string().min(1).nullable(),
  }),
  /** Days after the service date; null: kept until somebody erases it. */
  retention: z.object({
    picture: retentionDays,
    thumbnail: retentionDays,
    confirmation: retentionDays,
    customerData: retentionDays,
  }),
  /** Offer to move files of the synced folder to the system's trash when their time is up. */
  eraseFromFolder: z.boolean(),
  /** Show who looked at which picture at full size. It is always in the ledger. */
  showViews: z.boolean(),
  colorScheme: z.enum(['auto', 'light', 'dark']),
});

export type Settings = z.infer<typeof settingsSchema>;

/** A change to some of the settings; nested groups are replaced whole. */
export const settingsPatchSchema = settingsSchema.partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** What a new depot starts with. */
export const defaultSettings: Settings = {
  folder: null,
  depotName: 'My depot',
  timeZone: 'UTC',
  podTarget: 0.98,
  cutOffHours: 2,
  farFromStopMetres: 500,
  offTimeMinutes: 30,
  automaticConfidence: 0.9,
  blockingFlags: [...blockingFlagsByDefault],
  // Where each of them comes from: docs/quality.md.
  quality: { maxEdgeWidth: 2.8, minLight: 72, maxMiddle: 235, minShortSide: 240 },
  scanEveryMinutes: 5,
  polling: false,
  pollingSeconds: 10,
  workers: null,
  limits: { megabytes: 100, megapixels: 250, seconds: 20 },
  readLabels: true,
  findPeople: false,
  quietMode: 'on-battery',
  cacheMegabytes: 4000,
  exportFolder: null,
  map: { tileUrl: null, attribution: '', pmtilesFile: null },
  confirmations: {
    ...{ from: null, when: 'signed-off', language: 'en', picture: 'hide-parts', words: '', contact: '' },
    ...{ logoFile: null, optOutUrl: null },
  },
  email: {
    ...{ on: false, host: '', port: 465, security: 'tls', user: '', from: '', replyTo: '', caFile: null },
  },
  webhook: { on: false, url: '', allowPrivate: false },
  pages: { on: false, folder: null, url: '' },
  timeStamp: { url: '', allowPrivate: false, caFile: null },
  // No number is prescribed anywhere (field notes, "Privacy"): the depot decides.
  retention: { picture: null, thumbnail: null, confirmation: null, customerData: null },
  eraseFromFolder: false,
  showViews: false,
  colorScheme: 'auto',
};

/** Customers would read a name that nobody gave; null: they don't. It is said, and nothing is held up by it. */
export function depotNameWarning({
  confirmations,
  depotName,
}: Pick<Settings, 'confirmations' | 'depotName'>): string | null {
  const name = depotName.trim();
  if (confirmations.from === null || (name !== '' && name !== defaultSettings.depotName)) return null;
  const read = name === '' ? 'read no name of yours' : `read “${name}”`;
  return `Your depot has no name yet: customers ${read} in what they get. Name it under “Depot and folder”.`;
}
