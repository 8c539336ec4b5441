/** Porchlight's columns as a supervisor reads them, in the groups of the mapping list. */
import type { ImportPreview, ManifestColumn } from '#shared/importing.ts';

export const columnWords: Record<ManifestColumn, string> = {
  service_date: 'Service date',
  route: 'Route',
  driver: 'Driver id',
  driver_name: 'Driver name',
  stop: 'Stop',
  sequence: 'Sequence',
  address: 'Address',
  address_2: 'Address, second line',
  postcode: 'Postcode',
  latitude: 'Latitude',
  longitude: 'Longitude',
  customer: 'Customer',
  contact: 'Contact',
  tracking_id: 'Tracking id',
  status: 'Outcome',
  completed_at: 'Completed at',
  left_at: 'Left at',
  window_start: 'Window start',
  window_end: 'Window end',
  confidential: 'Confidential',
  opted_out: 'Opted out of photos',
};

export const columnGroups: readonly { title: string; columns: readonly ManifestColumn[] }[] = [
  { title: 'Route', columns: ['service_date', 'route', 'driver', 'driver_name'] },
  {
    title: 'Stop',
    columns: ['stop', 'sequence', 'address', 'address_2', 'postcode', 'latitude', 'longitude', 'customer', 'contact'],
  },
  {
    title: 'Package',
    columns: ['tracking_id', 'status', 'completed_at', 'left_at', 'window_start', 'window_end'],
  },
  { title: 'Photos', columns: ['confidential', 'opted_out'] },
];

export const kindWords: Record<ImportPreview['kind'], string> = {
  csv: 'Table',
  'porchlight-json': 'Porchlight manifest',
  'amazon-route-data': 'Amazon routes',
  'amazon-package-data': 'Amazon packages',
  'amazon-sequences': 'Amazon sequences',
};

const delimiterWords: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };

/** `Table, UTF-8, separated by semicolons`. */
export function formatKind({ kind, encoding, delimiter }: ImportPreview): string {
  const parts = [kindWords[kind], encoding.toUpperCase()];
  if (delimiter !== null) parts.push(`separated by ${delimiterWords[delimiter] ?? `“${delimiter}”`}`);
  return parts.join(', ');
}
