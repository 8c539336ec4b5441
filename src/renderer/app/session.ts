/** Whether this page may talk to the core, and whether the core answers. */
import { createValueStore } from './valueStore.ts';

/**
 * `open`: all is well. `lost`: the core refuses this page (401), only a fresh link helps.
 * Electron and a page with a cookie start `open`; the first 401 says otherwise.
 */
export const session = createValueStore<'open' | 'lost'>('open');

/** `live`: topics arrive. `broken`: they don't, and what is shown may be old; it is being tried again. */
export const connection = createValueStore<'live' | 'broken'>('live');

/**
 * Trades the one-time `#token=…` of the address for a cookie and takes it out of the address, so that neither a
 * bookmark nor the history holds it. Without a token nothing happens: there is a cookie already, or Electron needs none.
 */
export async function openSession(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return;
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  try {
    const response = await fetch('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
      credentials: 'same-origin',
    });
    // A link opened twice: its token is spent, but the cookie of the first time may still hold. The next call will tell.
    if (!response.ok && response.status !== 401 && response.status !== 403) connection.set('broken');
  } catch {
    connection.set('broken');
  }
}
