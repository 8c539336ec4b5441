import { expect, test } from 'vitest';
import { verdictOf } from '#core/confirmations/courier/smtpReplies.ts';

const reply = (response: string, command: string) =>
  verdictOf({ responseCode: Number(response.slice(0, 3)), response, command, message: response });

test.for([
  ['450 4.2.1 The user you are trying to contact is receiving mail too quickly', 'RCPT TO', 'smtp-later', 'later'],
  ['451 4.7.1 Please try again later', 'RCPT TO', 'smtp-greylisted', 'later'],
  ['450 Greylisted for 300 seconds', 'RCPT TO', 'smtp-greylisted', 'later'],
  ['452 4.2.2 Over quota', 'RCPT TO', 'smtp-mailbox-full', 'later'],
  ['552 5.2.2 Over quota', 'RCPT TO', 'smtp-mailbox-full', 'never'],
  ['552 5.3.4 Message too big for system', 'MAIL FROM', 'smtp-too-large', 'never'],
  ['550 5.1.1 The email account that you tried to reach does not exist', 'RCPT TO', 'smtp-no-such-address', 'never'],
  ['550 No such user here', 'RCPT TO', 'smtp-no-such-address', 'never'],
  ['550 5.7.1 Blocked by policy', 'RCPT TO', 'smtp-refused', 'never'],
  ['554 5.7.1 Message rejected as spam', 'DATA', 'smtp-content-refused', 'never'],
  ['421 4.3.2 Service shutting down', 'DATA', 'smtp-busy', 'later'],
  ['421 Too many connections', 'CONN', 'smtp-busy', 'later'],
  ['554 No SMTP service here', 'CONN', 'smtp-busy', 'later'],
  ['535 5.7.8 Bad credentials', 'AUTH PLAIN', 'smtp-auth', 'later'],
  ['454 4.7.0 Temporary authentication failure', 'AUTH LOGIN', 'smtp-busy', 'later'],
  ['530 5.7.0 Authentication required', 'MAIL FROM', 'smtp-auth-needed', 'later'],
  ['553 5.7.1 Sender address rejected: not owned by user', 'MAIL FROM', 'smtp-sender-refused', 'later'],
] as const)('“%s” to %s is %s, to be tried: %s', ([response, command, code, retry]) => {
  expect(reply(response, command)).toMatchObject({ code, retry });
});

test('what is the same for every message lets all of them rest; what is about one recipient does not', () => {
  expect(reply('535 5.7.8 Bad credentials', 'AUTH PLAIN').everyone).toBe(true);
  expect(reply('553 5.7.1 Sender rejected', 'MAIL FROM').everyone).toBe(true);
  expect(reply('550 5.1.1 No such user', 'RCPT TO').everyone).toBeUndefined();
  expect(reply('451 4.7.1 Greylisted', 'RCPT TO').everyone).toBeUndefined();
});

test.for([
  [{ code: 'EDNS', message: '' }, 'smtp-host-unknown'],
  [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED', message: '' }, 'smtp-unreachable'],
  [{ code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID', message: '' }, 'smtp-certificate-name'],
  [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED', message: '' }, 'smtp-certificate-expired'],
  [{ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: '' }, 'smtp-certificate-unknown'],
  [{ code: 'ETLS', originalCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', message: '' }, 'smtp-certificate-unknown'],
  [{ code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER', message: '' }, 'smtp-tls'],
  [{ code: 'ETIMEDOUT', timeoutType: 'CONNECT_TIMEOUT', message: '' }, 'smtp-timeout'],
  [{ code: 'ECONNECTION', message: 'Connection closed unexpectedly' }, 'smtp-dropped'],
  [{ code: 'EAUTH', message: 'Missing credentials' }, 'smtp-auth'],
  [{ message: 'whatever' }, 'smtp-dropped'],
] as const)('%j without an answer is %s and tried later', ([failure, code]) => {
  expect(verdictOf(failure)).toMatchObject({ code, retry: 'later' });
});
