import { expect, test } from 'vitest';
import { securityHeaders, withSecurityHeaders } from '#main/pageSecurity.ts';

const policyOf = (tileUrl: string | null) => {
  const policy = securityHeaders(tileUrl)['Content-Security-Policy'] ?? '';
  return Object.fromEntries(
    policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
  );
};

test('without a tile address a page may load nothing from outside', () => {
  expect(policyOf(null)).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' blob: data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
  });
});

test('with one, pictures of its origin are allowed, and nothing else changes', () => {
  expect(policyOf('https://tile.example.com/{z}/{x}/{y}.png?key=secret')).toEqual({
    ...policyOf(null),
    'img-src': "'self' blob: data: https://tile.example.com",
  });
  expect(policyOf('https://{s}.example.com/{z}/{x}/{y}.png')['img-src']).toBe(
    "'self' blob: data: https://a.example.com https://b.example.com https://c.example.com",
  );
});

test('a hostile tile address gets nothing into the header', () => {
  for (const hostile of [
    "https://x.example;script-src 'unsafe-inline'/{z}/{x}/{y}",
    "https://x.example/{z}/{x}/{y}'; script-src *",
    'https://*/{z}/{x}/{y}',
    'javascript:alert(1)',
    'data:text/html,{z}{x}{y}',
    'https://x.example/{z}/{x}/{y}\r\nSet-Cookie: a=b',
  ]) {
    const { 'img-src': pictures, ...others } = policyOf(hostile);
    expect(pictures).toMatch(/^'self' blob: data:( https:\/\/x\.example)?$/);
    expect(others).toEqual((({ 'img-src': _pictures, ...rest }) => rest)(policyOf(null)));
  }
});

test('an answer keeps its status, its body and its own headers', async () => {
  const answer = withSecurityHeaders(
    new Response('part', { status: 206, headers: { 'content-range': 'bytes 0-3/9' } }),
    null,
  );
  expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([
    206,
    'bytes 0-3/9',
    'part',
  ]);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});
