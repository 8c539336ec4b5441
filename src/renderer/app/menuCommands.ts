/** What the desktop's menu asks of the page. */
import { useEffect, useRef } from 'react';
import { useShellCommands } from './shellCommands.ts';

/** Hook: carries out menu commands; there are none in a browser. */
export function useMenuCommands({ onHelp }: { onHelp: () => void }): void {
  const commands = useShellCommands(onHelp);
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => window.porchlight?.onMenuCommand((command) => latest.current[command]()), []);
}
