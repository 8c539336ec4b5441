/** From where a map's tiles are loaded: the one thing outside this computer that a page may be allowed to show. */

/** Leaflet's own sub-domains; a template with `{s}` is asked for at each. Named one by one, so that no other is allowed. */
export const tileSubdomains = ['a', 'b', 'c'] as const;

/**
 * The origins of a tile template such as `https://{s}.tile.example.com/{z}/{x}/{y}.png`: one, three where it has sub-domains,
 * none where it is no address that tiles can be loaded from. They hold nothing but letters, digits, `-`, `.`, `:` and `/`, and may
 * stand in a header as they are.
 */
export function tileOrigins(template: string | null): string[] {
  if (template === null) return [];
  const origins = tileSubdomains.map((subdomain) => originOf(template.replaceAll('{s}', subdomain)));
  return origins.every((origin) => origin !== null) ? [...new Set(origins)] : [];
}

/** True for an address of tiles by zoom, column and row (counted from the north, or with `-` from the south). */
export function isTileAddress(template: string): boolean {
  return (
    /\{z\}/.test(template) && /\{x\}/.test(template) && /\{-?y\}/.test(template) && tileOrigins(template).length > 0
  );
}

function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, username, password, origin } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  if (username !== '' || password !== '') return null;
  // A URL's host may hold `;`, `'` and `*`, which mean something in a policy; a real host name holds none of them.
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(hostname) ? origin : null;
}
