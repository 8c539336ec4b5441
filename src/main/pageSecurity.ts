/**
 * What every answer to a page carries, in both hosts: the page may load nothing but Porchlight's own parts, and the tiles of a map
 * where the settings name a place for them.
 */
import { tileOrigins } from '#shared/tileOrigins.ts';

/** Directive → sources. `frame-ancestors` and the others that `default-src` doesn't cover are spelt out. */
const contentSecurityPolicy: Record<string, string> = {
  'default-src': "'none'",
  'script-src': "'self'",
  // Mantine writes its theme's variables into a style element.
  'style-src': "'self' 'unsafe-inline'",
  // blob: and data: for a picture dropped on the import screen and for icons inside style sheets.
  'img-src': "'self' blob: data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

const fixedHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
};

/**
 * The headers of an answer as the settings stand. A page keeps the policy that it was loaded with: after another `tileUrl` was set
 * it must be loaded anew to see the tiles.
 */
export function securityHeaders(tileUrl: string | null): Record<string, string> {
  const sources = { ...contentSecurityPolicy };
  sources['img-src'] = [sources['img-src'], ...tileOrigins(tileUrl)].join(' ');
  const policy = Object.entries(sources).map(([directive, allowed]) => `${directive} ${allowed}`);
  return { 'Content-Security-Policy': policy.join('; '), ...fixedHeaders };
}

/** The same answer with the security headers set; the body is passed on, not read. */
export function withSecurityHeaders(response: Response, tileUrl: string | null): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders(tileUrl))) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
