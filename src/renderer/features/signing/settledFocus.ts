/** Dialogs that open out of a menu, or out of another dialog. */
import { useEffect, useState } from 'react';

/** What closes gives the focus back after 10 ms (Mantine's own); a dialog that opens before that would remember the wrong place. */
const settleMs = 40;

/** Hook: what is asked for, as soon as the focus has come to rest; null at once when nothing is asked any more. */
export function useOnceFocusRests<Asked>(asked: Asked | null): Asked | null {
  const [rested, setRested] = useState<Asked | null>(null);
  useEffect(() => {
    if (asked === null) return;
    const timer = setTimeout(() => setRested(asked), settleMs);
    return () => clearTimeout(timer);
  }, [asked]);
  return asked === rested ? rested : null;
}
