import { describe, expect, it } from 'vitest';
import {
  doneSentence,
  idsPerCall,
  planFor,
  planForHold,
  portions,
  whyNotWithdrawn,
} from '#features/confirmations/acting.ts';
import { groupOfTrouble, whyEmpty } from '#features/confirmations/EmptyOutbox.tsx';
import { inHeldOrder } from '#features/confirmations/heldOrder.ts';
import { latestOfEach, toldWords } from '#features/inspector/CustomerTold.tsx';
import type { ConfirmationView } from '#shared/confirmations.ts';
import { defaultSettings } from '#shared/settings.ts';

let made = 0;
function confirmation(facts: Partial<ConfirmationView>): ConfirmationView {
  made += 1;
  return {
    id: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    ...{ channel: 'email', state: 'ready', date: '2026-11-21', stopId: null, routeId: null, route: 'R104' },
    ...{ stop: '041', address: '12 Elm St', customer: null, photoId: 'a'.repeat(64), attempt: 0, madeAt: 0 },
    ...{ changedAt: 0, retryAt: null, sentence: '', actions: ['hold', 'withdraw'], page: null },
    ...facts,
  };
}
const sent = (channel: ConfirmationView['channel'] = 'email') =>
  confirmation({ channel, state: 'sent', actions: ['resend', 'withdraw'] });
const failed = () => confirmation({ state: 'failed', actions: ['resend', 'withdraw'] });

describe('rows of the outbox', () => {
  const rows = (...ids: string[]) => ids.map((id) => ({ id }));
  const shown = (of: readonly { id: string }[], order: readonly string[] | null) => {
    const { rows: held, waiting } = inHeldOrder(of, order);
    return [held.map(({ id }) => id).join(' '), waiting];
  };

  it('stand as the core has them while nobody reads', () => {
    expect(shown(rows('c', 'b', 'a'), null)).toEqual(['c b a', 0]);
  });

  it('stay in their place when one of them changes and would go to the top', () => {
    expect(shown(rows('a', 'c', 'b'), ['c', 'b', 'a'])).toEqual(['c b a', 0]);
  });

  it('that are new wait above; older ones that were fetched follow', () => {
    expect(shown(rows('e', 'd', 'b', 'c', 'a', 'z', 'y'), ['c', 'b', 'a'])).toEqual(['c b a z y', 2]);
  });

  it('that left the filter are gone', () => {
    expect(shown(rows('c', 'a'), ['c', 'b', 'a'])).toEqual(['c a', 0]);
  });

  it('of which none was shown are not held back', () => {
    expect(shown(rows('x', 'y'), ['c', 'b'])).toEqual(['x y', 0]);
    expect(shown([], ['c', 'b'])).toEqual(['', 0]);
  });
});

describe('acting on confirmations', () => {
  it('takes those that allow it, and leaves the others', () => {
    const waiting = confirmation({});
    const plan = planFor([waiting, sent(), failed()], 'hold');
    expect(plan).toEqual({ action: 'hold', ids: [waiting.id], question: null });
    expect(planFor([sent()], 'hold')).toBeNull();
  });

  it('H holds what can be held, and lets go what is held already', () => {
    const held = confirmation({ state: 'held', actions: ['release', 'withdraw'] });
    expect(planForHold([held])).toMatchObject({ action: 'release', ids: [held.id] });
    expect(planForHold([held, confirmation({})])?.action).toBe('hold');
    expect(planForHold([sent()])).toBeNull();
  });

  it('asks nothing where nothing has gone out', () => {
    expect(planFor([failed()], 'resend')?.question).toBeNull();
    expect(planFor([confirmation({})], 'withdraw')?.question).toBeNull();
  });

  it('asks before one is sent that the customer may have', () => {
    expect(planFor([sent()], 'resend')?.question?.text).toBe('It went out before: the customer may get it twice.');
    const unsure = confirmation({ state: 'uncertain', actions: ['resend', 'withdraw'] });
    expect(planFor([unsure], 'resend')?.question?.text).toBe(
      'Whether it went out before is not known: the customer may get it twice.',
    );
    expect(planFor([sent(), unsure, failed()], 'resend')?.question).toMatchObject({
      title: 'Send 3 again?',
      text: 'They went out before, or may have: these customers may get it twice. 1 of them has not gone out yet.',
    });
  });

  it('says before a withdrawal what can’t be called back, for each way', () => {
    const unsure = (channel: ConfirmationView['channel'] = 'email') =>
      confirmation({ channel, state: 'uncertain', actions: ['resend', 'withdraw'] });
    expect(planFor([unsure()], 'withdraw')?.question?.text).toBe(
      'It may have gone out, and an e-mail can’t be called back: whoever has it keeps it.',
    );
    const page = planFor([sent('pages')], 'withdraw')?.question?.text;
    expect(page).toMatch(/^Its page is taken out of the folder/);
    const all = planFor(
      [unsure(), unsure('webhook'), sent('pages'), sent('pages'), confirmation({})],
      'withdraw',
    )?.question;
    expect(all?.title).toBe('Withdraw 5?');
    expect(all?.text).toMatch(/^2 of them may have gone out, and what was handed over can’t be called back/);
    expect(all?.text).toMatch(/2 pages are taken out/);
    expect(all?.text).toMatch(/1 that has not gone out will not go out\.$/);
  });

  it('says why an e-mail that has gone out can’t be withdrawn', () => {
    expect(whyNotWithdrawn(confirmation({ state: 'sent', actions: ['resend'] }))).toMatch(/e-mail/);
    expect(whyNotWithdrawn(confirmation({ state: 'delivered', channel: 'webhook', actions: ['resend'] }))).toMatch(
      /program/,
    );
    expect(whyNotWithdrawn(sent('pages'))).toBeNull();
    expect(whyNotWithdrawn(confirmation({}))).toBeNull();
  });

  it('hands thousands over in portions that the core takes', () => {
    const ids = Array.from({ length: idsPerCall * 2 + 1 }, (_, index) => String(index));
    expect(portions(ids).map(({ length }) => length)).toEqual([idsPerCall, idsPerCall, 1]);
    expect(portions(ids).flat()).toEqual(ids);
    expect(doneSentence('withdraw', 1001)).toBe('1,001 confirmations withdrawn');
  });
});

describe('an empty outbox says why', () => {
  const { confirmations } = defaultSettings;
  const on = { ...defaultSettings, confirmations: { ...confirmations, from: '2026-11-20' } };

  it.each([
    ['nobody is told anything', defaultSettings, /told nothing yet/, 'confirmations'],
    [
      'the day is before the first',
      { ...on, confirmations: { ...confirmations, from: '2026-12-01' } },
      /No conf/,
      'confirmations',
    ],
    ['no way is on', on, /No way/, 'email'],
    ['all is set, and nothing is due', { ...on, pages: { ...on.pages, on: true } }, /Nothing to send/, null],
  ])('when %s', (_when, settings, title, group) => {
    const why = whyEmpty('2026-11-21', settings);
    expect(why.title).toMatch(title);
    expect(why.group).toBe(group);
  });
});

it.each([
  ['The webhook has no secret yet to sign its messages with.', 'webhook'],
  ['The settings name no mail server.', 'email'],
  ['The folder of the pages can’t be written.', 'pages'],
  ['The disk with Porchlight’s data is full or can’t be written.', 'confirmations'],
  ['Your depot has no name yet: customers read “My depot” in what they get.', 'depot'],
])('“%s” leads to the settings of %s', (trouble, group) => {
  expect(groupOfTrouble(trouble)).toBe(group);
});

describe('the stop says whether its customer was told', () => {
  const at = Date.UTC(2026, 10, 21, 21, 4);

  it.each([
    ['sent', 'email', '21:04 by e-mail'],
    ['delivered', 'pages', '21:04 as a web page'],
    ['held', 'email', 'Not yet by e-mail: on hold'],
    ['failed', 'webhook', 'Not by webhook: failed'],
    ['uncertain', 'email', 'Perhaps by e-mail: not sure'],
  ] as const)('when it is %s by %s', (state, channel, words) => {
    expect(toldWords(confirmation({ state, channel, changedAt: at }), 'UTC')).toBe(words);
  });

  it('by what went out, though another of the same way was withdrawn later', () => {
    const out = sent();
    const withdrawn = confirmation({ state: 'withdrawn', actions: ['resend'] });
    const page = confirmation({ channel: 'pages', state: 'failed' });
    expect(latestOfEach([withdrawn, page, out])).toEqual([out, page]);
  });
});
