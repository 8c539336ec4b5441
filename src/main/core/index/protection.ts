/** Which stops of the index are protected: the one place that knows what `stops.opted_out` and `confidential` hold. */
import type { Stop } from '#core/domain/delivery.ts';
import { isProtected, optedOutBits } from '#core/domain/optOuts.ts';
import type { StopRecord } from './deliveryReader.ts';

type Protection = Pick<StopRecord, 'opted_out' | 'confidential'>;

/** As the rules know it. */
export function protectionOf({
  opted_out,
  confidential,
}: Protection): Pick<Stop, 'optedOut' | 'confidential' | 'optedOutSince'> {
  return {
    confidential: confidential === 1,
    optedOut: (opted_out & (optedOutBits.manifest | optedOutBits.covered)) !== 0,
    ...((opted_out & optedOutBits.since) !== 0 && { optedOutSince: true }),
  };
}

/** No picture of it may be shown or sent. */
export const isProtectedRecord = (record: Protection): boolean => isProtected(protectionOf(record));

/** The same in SQL, for the table of stops under the name that the statement gives it. */
export const protectedSql = (stops: string): string => `(${stops}.opted_out <> 0 OR ${stops}.confidential = 1)`;

/** The photo (a row number) stands at a protected stop, if only as one of several. */
export const protectedPhotoSql = (photo: string): string =>
  `EXISTS (SELECT 1 FROM ties AS other JOIN stops AS place ON place.id = other.stop
           WHERE other.photo = ${photo} AND ${protectedSql('place')})`;
