/** A number for an address, by which earlier deliveries at the same door are found. */
import { type Place, placeForm } from '#core/domain/places.ts';
import { hash53 } from '#core/manifests/hash53.ts';

/**
 * Of the address in its normal form without the postcode, as one that is not given is no other one: whoever finds a door by its number
 * compares the places too (`isSamePlace`). Null: it has no address.
 */
export function doorOf(place: Place): number | null {
  const form = placeForm(place).address;
  return form === '' ? null : hash53(form);
}
