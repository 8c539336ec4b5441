/** Where the window was when it was last closed, kept as a small checked file in Electron's own folder. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';

const whole = z.number().int();
const windowStateSchema = z.object({
  bounds: z.object({ x: whole, y: whole, width: whole.min(640), height: whole.min(480) }),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

/**
 * The kept state, or null when there is none, it can't be read, or no screen shows enough of it any more (a second
 * monitor was unplugged).
 */
export function readWindowState(path: string, screens: readonly Rectangle[]): WindowState | null {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
  const state = windowStateSchema.safeParse(content);
  return state.success && screens.some((screen) => isReachable(state.data.bounds, screen)) ? state.data : null;
}

/** The title bar must be on the screen, with enough of it (in pixels) to take hold of. */
const graspable = 100;

function isReachable(bounds: Rectangle, screen: Rectangle): boolean {
  const visibleWidth = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  const titleBarIsOnScreen = bounds.y >= screen.y && bounds.y < screen.y + screen.height - graspable;
  return titleBarIsOnScreen && visibleWidth >= graspable;
}

/** Writes the state when the window closes; a full disk costs the place of the window and nothing else. */
export function keepWindowState(window: BrowserWindow, path: string): void {
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      writeFileSync(`${path}.new`, JSON.stringify(state));
      renameSync(`${path}.new`, path);
    } catch {
      // The next start opens in the middle of the screen.
    }
  });
}
