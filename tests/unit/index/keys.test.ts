import { expect, test } from 'vitest';
import { keysOf, makeRouteId, makeStopId, toHex } from '#core/index/keys.ts';

test('the keys of a stop are those of its own date, route and name, whichever stop was asked for before', () => {
  const stops = ['1', '2'].map((stop) => ({ date: '2026-11-21', route: 'R1', stop }));
  for (const stop of [...stops, ...stops]) {
    const { id, key, routeKey } = keysOf(stop);
    expect(id).toBe(makeStopId(stop.date, stop.route, stop.stop));
    expect(toHex(key)).toBe(id);
    expect(toHex(routeKey)).toBe(makeRouteId(stop.date, stop.route));
  }
});
