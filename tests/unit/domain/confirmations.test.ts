import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confirmationSentence, type ToldConfirmation, withoutSentence } from '#core/domain/confirmationSentences.ts';
import {
  actionsOn,
  afterInterruption,
  type ConfirmationEvent,
  channelRest,
  confirmationEvents,
  isOut,
  mayFollow,
  retryDelay,
  retryPlan,
  stepAfter,
} from '#core/domain/confirmations.ts';
import { confirmationChannels, confirmationStates } from '#shared/words.ts';

const byPerson: readonly ConfirmationEvent[] = ['hold', 'release', 'resend', 'withdraw'];
const channels = fc.constantFrom(...confirmationChannels);
const events = fc.array(fc.constantFrom(...confirmationEvents), { maxLength: 60 });

test.for([
  ['ready', 'try', 'sending'],
  ['ready', 'hold', 'held'],
  ['ready', 'stopped', 'withdrawn'],
  ['ready', 'given-up', 'failed'],
  ['ready', 'took', null],
  ['held', 'try', null],
  ['held', 'release', 'ready'],
  ['held', 'stopped', 'withdrawn'],
  ['sending', 'took', 'sent'],
  ['sending', 'arrived', 'delivered'],
  ['sending', 'not-yet', 'ready'],
  ['sending', 'refused', 'failed'],
  ['sending', 'lost', 'uncertain'],
  ['sending', 'hold', null],
  ['sending', 'withdraw', null],
  ['sent', 'try', null],
  ['sent', 'resend', null],
  ['sent', 'withdraw', null],
  ['delivered', 'resend', null],
  ['failed', 'try', null],
  ['failed', 'resend', 'ready'],
  ['uncertain', 'try', null],
  ['uncertain', 'not-yet', null],
  ['uncertain', 'resend', 'ready'],
  ['withdrawn', 'try', null],
  ['withdrawn', 'resend', 'ready'],
] as const)('an e-mail that is %s and then %s: %s', ([state, event, next]) => {
  expect(stepAfter(state, event, 'email')).toBe(next);
});

test('only a page can be withdrawn once it is out', () => {
  expect(confirmationChannels.filter((channel) => stepAfter('delivered', 'withdraw', channel) !== null)).toEqual([
    'pages',
  ]);
});

test('whatever happens in whatever order, nothing that was taken or may have been taken is sent again by itself', () => {
  fc.assert(
    fc.property(events, channels, (happening, channel) => {
      let state = 'ready' as (typeof confirmationStates)[number];
      let mayBeOut = false;
      for (const event of happening) {
        const next = stepAfter(state, event, channel);
        if (next === null) continue;
        if (event === 'resend') mayBeOut = false;
        // Nothing is handed over that is out, or may be.
        if (event === 'try') expect(mayBeOut).toBe(false);
        if (event === 'took' || event === 'arrived' || event === 'lost') mayBeOut = true;
        state = next;
      }
    }),
  );
});

test('without a person nothing that came to an end goes on', () => {
  const ends = ['sent', 'delivered', 'failed', 'uncertain', 'withdrawn'] as const;
  for (const state of ends) {
    for (const event of confirmationEvents) {
      if (byPerson.includes(event)) continue;
      const next = stepAfter(state, event, 'email');
      expect([null, 'delivered']).toContain(next);
    }
  }
});

test('every state can be come to', () => {
  const reached = new Set<string>(['ready']);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const state of confirmationStates.filter((each) => reached.has(each))) {
      for (const event of confirmationEvents) {
        const next = stepAfter(state, event, 'email');
        if (next) reached.add(next);
      }
    }
  }
  expect([...reached].sort()).toEqual([...confirmationStates].sort());
});

test('a step of the ledger follows on only as the table says, and only a try counts', () => {
  expect(mayFollow({ state: 'ready', attempt: 0 }, { state: 'sending', attempt: 1 }, 'email')).toBe(true);
  expect(mayFollow({ state: 'ready', attempt: 0 }, { state: 'sending', attempt: 2 }, 'email')).toBe(false);
  expect(mayFollow({ state: 'ready', attempt: 0 }, { state: 'sending', attempt: 0 }, 'email')).toBe(false);
  expect(mayFollow({ state: 'sending', attempt: 1 }, { state: 'sent', attempt: 1 }, 'email')).toBe(true);
  expect(mayFollow({ state: 'sending', attempt: 2 }, { state: 'sent', attempt: 1 }, 'email')).toBe(false);
  expect(mayFollow({ state: 'sent', attempt: 1 }, { state: 'sending', attempt: 2 }, 'email')).toBe(false);
});

test('what a person may do is what can be done', () => {
  expect(actionsOn('ready', 'email')).toEqual(['hold', 'withdraw']);
  expect(actionsOn('held', 'email')).toEqual(['release', 'withdraw']);
  expect(actionsOn('sending', 'email')).toEqual([]);
  expect(actionsOn('sent', 'email')).toEqual(['resend']);
  expect(actionsOn('delivered', 'pages')).toEqual(['resend', 'withdraw']);
  expect(actionsOn('uncertain', 'email')).toEqual(['resend', 'withdraw']);
  expect(actionsOn('withdrawn', 'email')).toEqual(['resend']);
  expect(confirmationStates.filter(isOut)).toEqual(['sent', 'delivered']);
});

test('an interrupted e-mail may have gone; a page or a webhook is done again under its key', () => {
  expect(confirmationChannels.map(afterInterruption)).toEqual(['lost', 'not-yet', 'not-yet']);
});

test('waits grow from five minutes to an hour, a fifth shorter or longer, and never shorter than the receiver wishes', () => {
  const minutes = (attempt: number, random: number) => retryDelay(attempt, random) / 60_000;
  expect([1, 2, 3, 4, 5, 9].map((attempt) => minutes(attempt, 0.5))).toEqual([5, 10, 20, 40, 60, 60]);
  expect([minutes(1, 0), minutes(1, 1)]).toEqual([4, 6]);
  expect(retryDelay(1, 0, 600_000)).toBe(600_000);
  expect(channelRest(1, 0.5)).toBe(30_000);
  expect(channelRest(20, 0.5)).toBe(15 * 60_000);
  expect(retryPlan.giveUpMs).toBe(2 * 86_400_000);
});

const told: ToldConfirmation = {
  ...{ channel: 'email', state: 'ready', attempt: 1, code: null, retryAt: null },
  ...{ isKnown: true, isPrivate: false, waitsForSignOff: false },
};

test.for<[Partial<ToldConfirmation>, string]>([
  [{}, 'Goes out next.'],
  [
    { code: 'smtp-greylisted', retryAt: Date.parse('2026-11-20T21:04:00Z') },
    'The mail server asks everybody new to come again later (greylisting). Tried again at 21:04.',
  ],
  [{ waitsForSignOff: true }, 'Waits until the route is signed off as it stands.'],
  [{ isKnown: false }, 'Waits until its stop has been read from the manifest again.'],
  [{ state: 'sent', isPrivate: true }, 'The mail server has taken it. It had left before the customer opted out.'],
  [
    { state: 'uncertain', code: 'smtp-no-reply' },
    'It may have gone out. The mail server was given the whole message and did not say whether it took it. It is not sent again by itself.',
  ],
  [{ state: 'withdrawn', code: 'by-person' }, 'Withdrawn by hand.'],
  [
    { state: 'withdrawn', code: 'opted-out' },
    'The customer wants no pictures, or there are to be none of this address. It was not sent.',
  ],
  [{ state: 'failed', code: 'smtp-no-such-address' }, 'Not sent. The mail server knows no such address.'],
  [{ state: 'failed', code: 'never-heard-of' }, 'Not sent. It did not go out (never-heard-of).'],
])('a confirmation says %j in words', ([changes, sentence]) => {
  expect(confirmationSentence({ ...told, ...changes }, 'UTC')).toBe(sentence);
});

test('stops that get none are counted in words', () => {
  expect(withoutSentence('no-email', 12, null)).toBe('12 stops: the manifest gives no e-mail address.');
  expect(withoutSentence('before', 1, '2026-12-01')).toBe('1 stop: confirmations begin with 2026-12-01.');
});
