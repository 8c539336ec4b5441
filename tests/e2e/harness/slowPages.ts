/**
 * For who hunts a race: answers and topics come up to so many milliseconds late, and so in another order (`PORCHLIGHT_SLOW=400`), and
 * the processor is so many times slower (`PORCHLIGHT_SLOW_CPU=4`). No test needs it; all have to pass with it.
 */
import type { BrowserContext } from '@playwright/test';

const latestMs = Number(process.env.PORCHLIGHT_SLOW ?? 0);
const cpuRate = Number(process.env.PORCHLIGHT_SLOW_CPU ?? 1);

/** Run in each page before its own scripts. As text, because the tests know no DOM. */
const late = `{
  const pause = () => new Promise((done) => setTimeout(done, Math.random() * ${latestMs / 2}));
  const { fetch } = globalThis;
  globalThis.fetch = async (...request) => {
    await pause();
    const answer = await fetch(...request);
    await pause();
    return answer;
  };
  const { set } = Object.getOwnPropertyDescriptor(EventSource.prototype, 'onmessage');
  Object.defineProperty(EventSource.prototype, 'onmessage', {
    set(take) {
      set.call(this, async (message) => {
        await pause();
        take.call(this, message);
      });
    },
  });
}`;

/** Makes the pages of a context slow, if that is asked for. */
export async function makeSlow(context: BrowserContext): Promise<void> {
  if (latestMs > 0) await context.addInitScript(late);
  if (cpuRate === 1) return;
  context.on('page', async (page) => {
    const tools = await context.newCDPSession(page);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: cpuRate });
  });
}
