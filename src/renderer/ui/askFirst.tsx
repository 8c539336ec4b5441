/** A question with two answers before something is done, for whoever has no place of its own for a dialog. */
import { modals } from '@mantine/modals';
import { KeptKeys } from './KeptKeys.tsx';

/** Opens it, with the keys from its first moment on. @param question as Mantine's `openConfirmModal` has it. */
export function askFirst({ children, ...question }: Parameters<typeof modals.openConfirmModal>[0]): void {
  modals.openConfirmModal({
    ...question,
    returnFocus: false,
    children: (
      <>
        <KeptKeys />
        {children}
      </>
    ),
  });
}
