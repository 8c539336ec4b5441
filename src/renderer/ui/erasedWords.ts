/** What stands where something was erased: a gap would look like a fault. */
import type { StopRow } from '#shared/views.ts';

export const addressOf = ({ address, erased }: Pick<StopRow, 'address' | 'erased'>): string =>
  address === '' && erased ? '(erased)' : address;
