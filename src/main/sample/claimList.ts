/**
 * A carrier's list of parcels that customers say they never received, as it would be exported: from evenings before tonight, one id with
 * O for 0, one twice, and one that this depot never saw.
 */
import type { EarlierDay } from './history.ts';
import type { Random } from './random.ts';

/** One parcel in so many is claimed; carriers count a few in a thousand, but a sample has to show something. */
const parcelsAClaim = 90;
const neverSeen = 'TBA999000000404';

/** CSV with the columns of a DNR report. */
export function claimList(random: Random, earlier: readonly EarlierDay[]): Buffer {
  const delivered = earlier.flatMap(({ date, routes }) =>
    routes.flatMap(({ driver, stops }) =>
      stops.flatMap(({ address, packages }) =>
        packages.flatMap(({ trackingId, outcome }) =>
          outcome === 'delivered' ? [{ trackingId, date, driver, address }] : [],
        ),
      ),
    ),
  );
  const claimed = random.shuffled(delivered).slice(0, Math.ceil(delivered.length / parcelsAClaim));
  const [first] = claimed;
  const misread = claimed.find(
    ({ trackingId }) => trackingId.slice(3).includes('0') && trackingId !== first?.trackingId,
  );
  const rows = claimed.map((row) =>
    row === misread ? { ...row, trackingId: `TBA${row.trackingId.slice(3).replace('0', 'O')}` } : row,
  );
  if (first) rows.push(first, { ...first, trackingId: neverSeen });
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.map(({ trackingId, date, driver, address }) =>
    [trackingId, date, driver, address, 'Delivered not received'].map(cell).join(','),
  );
  return Buffer.from(`${['Tracking ID,Delivery Date,Transporter ID,Address,Reason', ...lines].join('\r\n')}\r\n`);
}
