/** When the machine is spared: one worker process for pictures, and no closer look at older days. */
import type { Settings } from '#shared/settings.ts';
import type { Status } from '#shared/views.ts';
import type { Power } from './contract.ts';

/** Why it is spared now; null when it isn't. */
export function sparingReason(quietMode: Settings['quietMode'], power: Power | undefined): Status['sparing'] {
  if (quietMode === 'always') return 'always';
  return quietMode === 'on-battery' && power?.onBattery() ? 'on-battery' : null;
}
