/** Who is at the desk. */
import type { Hono } from 'hono';
import type { DeskAnswer, DeskFailureCode } from '#core/people/desk.ts';
import type { AtDesk } from '#shared/people.ts';
import { type Answer, bind, type Failure, fail, ok } from './bind.ts';
import type { ApiContext } from './context.ts';

const statuses: Record<DeskFailureCode, Failure['status']> = {
  'name-unusable': 400,
  'name-taken': 409,
  'name-unknown': 404,
  'pin-wrong': 403,
  'sign-in-locked': 423,
  'nobody-at-desk': 409,
  'people-not-written': 507,
};

export function peopleRoutes(app: Hono, context: ApiContext): void {
  const { people } = context;
  const answer = (given: DeskAnswer): Answer<AtDesk> =>
    given.ok ? ok(given.atDesk) : fail(statuses[given.code], given.code, given.message);

  bind(app, 'getAtDesk', () => ok(people.atDesk()));
  bind(app, 'signIn', async (wish) => answer(await people.signIn(wish)));
  bind(app, 'signOut', async () => answer(await people.signOut()));
  bind(app, 'forgetPerson', async ({ name }) => answer(await people.forget(name)));
}
