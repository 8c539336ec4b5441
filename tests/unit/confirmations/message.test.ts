import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ConfirmationFacts } from '#core/confirmations/contract.ts';
import { contentOf, type DepotWords } from '#core/confirmations/message/content.ts';
import { htmlOf } from '#core/confirmations/message/htmlMail.ts';
import { shippedWords } from '#core/confirmations/message/languages.ts';
import { plainTextOf } from '#core/confirmations/message/plainText.ts';
import { linesOf, oneLine, webAddress } from '#core/confirmations/message/safeText.ts';
import type { Words } from '#core/confirmations/message/wordsFile.ts';

const wordsOf = (language: string) =>
  JSON.parse(readFileSync(join(shippedWords(), `${language}.json`), 'utf8')) as Words;

const facts: ConfirmationFacts = {
  confirmation: '6a7c1f6e-0b3e-4f0e-9a53-0f4f3ac1a001',
  stop: { date: '2026-11-21', route: 'R104', stop: '041' },
  photo: 'a'.repeat(64),
  customer: 'Ada Lovelace',
  address: '12 Elm St, Apt 4, Portland, OR 97201',
  postcode: '97201',
  position: { latitude: 45.52, longitude: -122.68 },
  trackingIds: ['TBA123456784821'],
  deliveredAt: Date.parse('2026-11-21T14:32:05-08:00'),
  takenAt: null,
  handover: 'doorstep',
};
const depot: DepotWords = { name: 'Portland DPD4', timeZone: 'America/New_York', words: '', contact: '' };

function contentWith(
  more: {
    facts?: Partial<ConfirmationFacts>;
    depot?: Partial<DepotWords>;
    language?: string;
    link?: string | null;
    hidden?: true;
  } = {},
) {
  const language = more.language ?? 'en';
  return contentOf({
    ...{ facts: { ...facts, ...more.facts }, words: wordsOf(language), language },
    depot: { ...depot, ...more.depot },
    ...{ partsAreHidden: more.hidden ?? false, optOutLink: more.link ?? null },
  });
}
const htmlWith = (more: Parameters<typeof contentWith>[0]) => htmlOf(contentWith(more), { logo: null });
/** ICU parts an hour from AM by a narrow space. */
const spaces = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ');
const rows = (content: ReturnType<typeof contentOf>) => content.rows.map(({ text }) => spaces(text));

describe('A customer reads', () => {
  test('when, how, where and which parcel, in their own zone and no more than is needed', () => {
    expect(rows(contentWith())).toEqual([
      'Saturday, November 21, 2026 at 2:32 PM',
      'At the front door',
      '12 Elm St',
      '1 parcel, number ending in 4821',
    ]);
  });

  test('the same in Spanish', () => {
    const content = contentWith({ language: 'es', facts: { trackingIds: ['TBA000011', 'TBA000012'] } });
    expect(content.subject).toBe('Ya están aquí sus 2 paquetes de Portland DPD4');
    expect(rows(content)).toEqual([
      'sábado, 21 de noviembre de 2026, 14:32',
      'En la puerta de entrada',
      '12 Elm St',
      '2 paquetes, con números terminados en 0011 y 0012',
    ]);
  });

  test('the depot’s time where the stop has no position, or one that is none', () => {
    for (const position of [null, { latitude: 999, longitude: 999 }]) {
      expect(rows(contentWith({ facts: { position } }))[0]).toBe('Saturday, November 21, 2026 at 5:32 PM');
    }
  });

  test('the picture’s time where the scan gave none, and nothing that is not known', () => {
    const takenAt = Date.parse('2026-11-21T14:35:00-08:00');
    expect(rows(contentWith({ facts: { deliveredAt: null, takenAt } }))[0]).toContain('2:35 PM');
    const bare = { deliveredAt: null, takenAt: null, handover: null, address: '', trackingIds: [] };
    expect(rows(contentWith({ facts: bare }))).toEqual([]);
  });

  test('nothing about who they are, where they live or how to look the parcel up', () => {
    const content = contentWith({ depot: { contact: 'Call us' }, link: 'https://depot.example/out?t=abc' });
    const everything = [
      htmlOf(content, { logo: null }),
      plainTextOf(content),
      content.subject,
      JSON.stringify(content.data),
    ].join();
    for (const secret of ['Ada', 'Lovelace', 'Apt 4', '97201', 'TBA123456784821', 'R104', facts.photo, '45.52']) {
      expect(everything).not.toContain(secret);
    }
  });

  test('why parts of the picture can’t be made out', () => {
    expect(contentWith({ hidden: true }).partsHidden).toContain('privacy');
    expect(htmlWith({ hidden: true })).toContain('privacy');
    expect(htmlWith({})).not.toContain('privacy');
  });

  test('the plain twin says all that the page says', () => {
    const content = contentWith({
      depot: { words: 'Open until 9 pm.\n\nThank you!', contact: '+1 503 555 0100' },
      link: 'https://depot.example/out?t=abc',
      hidden: true,
    });
    expect(spaces(plainTextOf(content))).toBe(`Your parcel is here

Delivered: Saturday, November 21, 2026 at 2:32 PM
How it was left: At the front door
Address: 12 Elm St
Parcel: 1 parcel, number ending in 4821

Parts of the picture are made unreadable to protect people’s privacy.

Open until 9 pm.

Thank you!

Questions about this delivery?
+1 503 555 0100

You don’t want pictures of your deliveries? Opt out at any time:
https://depot.example/out?t=abc

Portland DPD4 sends you this because it delivered to your address.
`);
  });

  test('programs get the same, with times that can be reckoned with', () => {
    expect(contentWith().data).toMatchObject({
      deliveredAt: '2026-11-21T14:32:05-08:00',
      timeZone: 'America/Los_Angeles',
      handover: 'doorstep',
      parcels: { count: 1, endings: ['4821'] },
      address: '12 Elm St',
    });
    expect(contentWith({ facts: { position: { latitude: 28.6, longitude: 77.2 } } }).data).toMatchObject({
      deliveredAt: '2026-11-22T04:02:05+05:30',
    });
  });
});

describe('Whatever a manifest or a depot writes stays text', () => {
  const markup =
    '<script>alert(1)</script><img src=x onerror=alert(1)>" onload="alert(1) <b>12</b> &amp; {depot} </style>';

  test.each<[string, Parameters<typeof contentWith>[0]]>([
    ['the address', { facts: { address: markup } }],
    ['a tracking id', { facts: { trackingIds: [markup, '<b></b><i>'] } }],
    ['the depot’s name', { depot: { name: markup } }],
    ['the depot’s words', { depot: { words: markup } }],
    ['the contact', { depot: { contact: markup } }],
  ])('markup in %s', (_where, more) => {
    const html = htmlWith(more);
    expect(html).not.toMatch(/<(script|b>|i>|img src=x)/);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).not.toMatch(/<[^>]+\son\w+=/);
  });

  test('an opting-out address that is no web address is left out', () => {
    for (const link of [
      'javascript:alert(1)',
      'data:text/html,x',
      'mailto:a@b.example',
      'https://name:word@evil.example/',
      'no address',
      '',
    ]) {
      expect(contentWith({ link }).optOut).toBeNull();
    }
    expect(htmlWith({ link: 'https://depot.example/out?a=1&b="><script>' })).toContain(
      'href="https://depot.example/out?a=1&amp;b=%22%3E%3Cscript%3E"',
    );
  });

  test('a line break in a name makes no second line in the subject', () => {
    const { subject } = contentWith({ depot: { name: 'Depot\r\nBcc: all@evil.example\u2028\u0000' } });
    expect(subject).toBe('Your parcel from Depot Bcc: all@evil.example is here');
  });

  test('ten thousand characters are cut where they are too many', () => {
    const long = 'x'.repeat(10_000);
    const content = contentWith({ facts: { address: long, trackingIds: [long] }, depot: { name: long } });
    expect(content.subject.length).toBeLessThanOrEqual(160);
    expect(content.rows.every(({ text }) => text.length < 200)).toBe(true);
    expect(oneLine('👩‍👩‍👧'.repeat(1000), 10)).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  test('right-to-left text is isolated, and marks that turn what stands around it are gone', () => {
    const html = htmlWith({ facts: { address: '\u202Eשדרות רוטשילד 12' } });
    expect(html).toContain('<bdi>שדרות רוטשילד 12</bdi>');
    expect(html).not.toContain('\u202E');
  });

  test('lines of the depot’s words stay lines, and empty ones don’t pile up', () => {
    expect(linesOf('\n\none\r\ntwo\n\n\n\nthree\n')).toEqual(['one', 'two', '', 'three']);
    expect(webAddress(' https://depot.example ')).toBe('https://depot.example/');
  });
});

test('the page has no script, asks for nothing outside itself and works for who hears it', () => {
  const html = htmlWith({ depot: { words: 'Hello', contact: 'Call' }, link: 'https://depot.example/' });
  expect(html).not.toMatch(/<script|<link|@import|url\(|<iframe|<form/i);
  expect([...html.matchAll(/\ssrc="([^"]*)"/g)].map((match) => match[1])).toEqual(['cid:picture']);
  expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
  expect(html.match(/<img[^>]*alt="[^"]+"/g)).toHaveLength(1);
  expect(html).toContain('<th scope="row"');
});
