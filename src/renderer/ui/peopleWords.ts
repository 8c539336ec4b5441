/** Whom the model found, in words. */
import type { PersonFound } from '#shared/views.ts';
import { formatAmount } from './format.ts';

/** `2 people, 1 face`; empty for nobody. */
export function peopleWords(people: readonly PersonFound[]): string {
  const count = (kind: PersonFound['kind']) => people.filter((each) => each.kind === kind).length;
  const persons = count('person');
  const faces = count('face');
  return [
    ...(persons > 0 ? [formatAmount(persons, 'person', 'people')] : []),
    ...(faces > 0 ? [formatAmount(faces, 'face')] : []),
  ].join(', ');
}
