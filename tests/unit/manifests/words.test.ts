import { expect, test } from 'vitest';
import { readHandover } from '#core/manifests/handovers.ts';
import { readYesNo } from '#core/manifests/manifestRow.ts';
import { readOutcome } from '#core/manifests/outcomes.ts';
import { type Handover, handovers, type Outcome, outcomes } from '#shared/words.ts';
import { readCell } from './reading.ts';

test.each<[Outcome, string[]]>([
  [
    'delivered',
    ['DELIVERED', 'Delivered', 'delivery completed', 'Completed', 'DONE', 'success', 'Partially delivered'],
  ],
  [
    'attempted',
    [
      'DELIVERY_ATTEMPTED',
      'attempted',
      'Failed',
      'FAILED',
      'Not delivered',
      'Undeliverable',
      'Customer unavailable',
      'Business Closed',
    ],
  ],
  ['rejected', ['REJECTED', 'refused', 'Refused by customer', 'declined']],
  ['returned', ['returned', 'Returned to station', 'RETURN_TO_SENDER', 'RTS', 'Delivered to sender']],
  ['cancelled', ['cancelled', 'Canceled', 'CANCELLED', 'void']],
  [
    'pending',
    ['pending', 'TODO', 'DOING', 'In progress', 'IN_TRANSIT', 'Out for delivery', 'On vehicle', 'new', 'scheduled'],
  ],
])('%s is understood in its usual spellings', (outcome, spellings) => {
  for (const spelling of [outcome, ...spellings]) {
    expect([spelling, readOutcome(spelling)?.outcome]).toEqual([spelling, outcome]);
  }
});

test.each<[string, Handover | null]>([
  ['Delivered to doorstep', 'doorstep'],
  ['DELIVERED_TO_DOORSTEP', 'doorstep'],
  ['Delivered - Front Door', 'doorstep'],
  ['Delivered (mailbox)', 'mailbox'],
  ['Delivered: handed to resident', 'recipient'],
  ['Delivered to household member', 'household'],
  ['Delivered to a neighbor', 'neighbour'],
  ['delivered at reception', 'reception'],
  ['Delivered in mail slot', 'mailbox'],
  ['DELIVERED_TO_LOCKER', 'locker'],
  ['Left at rear door', 'rear-door'],
  ['Handed to receptionist', 'reception'],
  ['Delivered to the blue shed', 'other'],
  ['Delivered', null],
])('the status “%s” is delivered, left at: %s', (status, handover) => {
  expect(readOutcome(status)).toEqual({ outcome: 'delivered', handover });
});

test.each([['exploded'], ['delivered?'], ['Delivered - customer refused'], ['Delivered maybe'], ['0'], ['deliver']])(
  'the status “%s” is not guessed at',
  (status) => {
    expect(readOutcome(status)).toBeNull();
  },
);

test.each<[Handover, string[]]>([
  ['doorstep', ['Front door', 'PORCH', 'Left at front door', 'door step', 'FRONT_DOORSTEP']],
  ['rear-door', ['Back door', 'REAR_DOOR', 'back porch']],
  ['garage', ['in garage', 'Left in the garage']],
  ['safe-place', ['Safe place', 'SAFE_LOCATION', 'shed', 'secure location']],
  ['mailbox', ['Mailbox', 'letterbox', 'MAIL_SLOT', 'in the letter box']],
  ['locker', ['parcel locker', 'Amazon Locker']],
  ['recipient', ['customer', 'Handed to customer', 'in person', 'resident']],
  ['household', ['household member', 'family member', 'HOUSEHOLD_MEMBER']],
  ['reception', ['receptionist', 'front desk', 'Mail room', 'Left with concierge']],
  ['neighbour', ['neighbor', 'Left with neighbour', 'given to a neighbor']],
  ['pickup-point', ['pickup point', 'parcel shop', 'access point']],
  ['other', ['under the blue bench', 'neighbour’s door', 'elsewhere']],
])('%s is understood in its usual spellings', (handover, spellings) => {
  for (const spelling of [handover, ...spellings]) {
    expect([spelling, readHandover(spelling)]).toEqual([spelling, handover]);
  }
});

test('our own words are understood as they stand', () => {
  expect(outcomes.map((word) => readOutcome(word)?.outcome)).toEqual(outcomes);
  expect(handovers.map((word) => readHandover(word))).toEqual(handovers);
  expect(readHandover('  ')).toBeNull();
});

test('a status that says where the package was left fills the handover, and a column of its own beats it', async () => {
  const { row } = await readCell('status', 'Delivered to doorstep');
  expect(row).toMatchObject({ outcome: 'delivered', handover: 'doorstep', leftAt: 'Delivered to doorstep' });
  const both = await readCell('status,left_at', 'Delivered to doorstep","Mailbox');
  expect(both.row).toMatchObject({ handover: 'mailbox', leftAt: 'Mailbox' });
});

test.each<[boolean | null, string[]]>([
  [true, ['yes', 'Y', 'TRUE', '1', 'x', 'ja', 'oui']],
  [false, ['no', 'N', 'false', '0', '', 'nein', 'non']],
  [null, ['maybe', '2', 'yes please']],
])('yes or no is %s', (answer, spellings) => {
  for (const spelling of spellings) expect([spelling, readYesNo(spelling)]).toEqual([spelling, answer]);
});
