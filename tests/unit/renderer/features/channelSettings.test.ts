import { describe, expect, it } from 'vitest';
import {
  emailLack,
  hostProblem,
  isMailbox,
  mailboxProblem,
  webAddressProblem,
  webhookLack,
  withSecurity,
} from '#features/settings/channelWords.ts';
import { secretSentence } from '#features/settings/SecretSetting.tsx';
import { defaultSettings } from '#shared/settings.ts';
import { withLinksGoingNowhere } from '#ui/MessageFrame.tsx';

const { email, webhook } = defaultSettings;

describe('the settings of a way to the customers', () => {
  it.each(['you@example.com', 'o’hara+parcels@mail.example.co.uk', 'jürgen@bücher.example'])(
    'take %s as an e-mail address',
    (address) => expect(isMailbox(address)).toBe(true),
  );

  it.each([
    '',
    'you',
    '@example.com',
    'you@',
    'a@b@c',
    'you@example.com, me@example.com',
    'you @example.com',
    'a@localhost',
    'a@b..c',
  ])('don’t take “%s” as one', (address) => expect(isMailbox(address)).toBe(false));

  it('never take an address that would begin a line of its own', () => {
    expect(isMailbox('you@example.com\nBcc: everybody@example.com')).toBe(false);
    expect(mailboxProblem('you@example.com\r\nBcc: x@example.com')).not.toBeNull();
    expect(mailboxProblem('Depot\n <you@example.com>')).not.toBeNull();
    expect(mailboxProblem('Depot <you@example.com>, Me <me@example.com>')).not.toBeNull();
    expect(mailboxProblem('Maple Depot <you@example.com>')).toBeNull();
    expect(mailboxProblem('')).toBeNull();
  });

  it.each(['smtp.example.com', 'localhost', '127.0.0.1', '[::1]', 'mail-1.example.com.'])(
    'take %s as a server',
    (host) => expect(hostProblem(host)).toBeNull(),
  );

  it.each(['https://smtp.example.com', 'smtp.example.com:465', 'my server', '-smtp'])(
    'say that “%s” is no server’s name',
    (host) => expect(hostProblem(host)).toMatch(/name alone/),
  );

  it('take http only in the depot’s own network', () => {
    expect(webAddressProblem('http://10.0.0.5:8080/hook', true)).toMatch(/https/);
    expect(webAddressProblem('http://10.0.0.5:8080/hook', false)).toBeNull();
    expect(webAddressProblem('https://example.com/hook', true)).toBeNull();
    expect(webAddressProblem('file:///etc/passwd', false)).not.toBeNull();
    expect(webAddressProblem('example.com', false)).not.toBeNull();
  });

  it('move the usual port along with the encryption, and leave one that somebody chose', () => {
    expect(withSecurity(email, 'starttls')).toMatchObject({ security: 'starttls', port: 587 });
    expect(withSecurity({ ...email, port: 2465 }, 'starttls')).toMatchObject({ security: 'starttls', port: 2465 });
  });

  it('say what is lacking only where the way is on', () => {
    expect(emailLack(email, false)).toBeNull();
    expect(emailLack({ ...email, on: true }, true)).toMatch(/mail server/);
    expect(emailLack({ ...email, on: true, host: 'smtp.example.com' }, true)).toMatch(/sender/);
    const named = { ...email, on: true, host: 'smtp.example.com', from: 'a@example.com' };
    expect(emailLack(named, false)).toBeNull();
    expect(emailLack({ ...named, user: 'depot' }, false)).toMatch(/password/);
    expect(emailLack({ ...named, user: 'depot' }, true)).toBeNull();
    const called = { ...webhook, on: true, url: 'https://example.com' };
    expect(webhookLack(webhook, false)).toBeNull();
    expect(webhookLack({ ...webhook, on: true }, true)).toMatch(/address/);
    expect(webhookLack(called, false)).toMatch(/key/);
    expect(webhookLack(called, undefined)).toBeNull();
  });
});

describe('a secret', () => {
  const secret = { name: 'smtp-password', variable: 'THE_VARIABLE' } as const;

  it('of the environment names the variable, never what is in it', () => {
    expect(secretSentence({ ...secret, from: 'environment', canKeep: true })).toMatch(/THE_VARIABLE/);
  });

  it('that is not there says how it comes there', () => {
    expect(secretSentence({ ...secret, from: null, canKeep: false })).toMatch(/THE_VARIABLE.*start Porchlight again/);
    expect(secretSentence({ ...secret, from: null, canKeep: true })).toBe('Not set.');
  });
});

describe('the preview of a message', () => {
  it('lets no link replace the message in its frame', () => {
    const html = '<!doctype html><html lang="en"><head><title>x</title></head><body><a href="https://a.example">a</a>';
    expect(withLinksGoingNowhere(html)).toContain('<head><base target="_blank"><title>');
    expect(withLinksGoingNowhere('<HEAD data-x="$&">')).toBe('<HEAD data-x="$&"><base target="_blank">');
  });
});
