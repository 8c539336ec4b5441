/** What every answer to a page carries, in both hosts: the page may load nothing but Porchlight's own parts. */

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

export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': Object.entries(contentSecurityPolicy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
};

/** The same answer with the security headers set; the body is passed on, not read. */
export function withSecurityHeaders(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
