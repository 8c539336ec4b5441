/** What can be asked of the whole window: by the desktop's menu, and by name in the search box. */
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { MenuCommand } from '#shared/desktop.ts';
import { askFirst } from '#ui/askFirst.tsx';
import { asApiError, call } from './client.ts';
import { useUndo } from './decisions.ts';
import { keepDay } from './place.ts';
import { searchBox } from './searchBox.ts';

/** Hook: the commands of the menu, as functions. @param onHelp opens the page of keys. */
export function useShellCommands(onHelp: () => void): Record<MenuCommand, () => void> {
  const navigate = useNavigate();
  const client = useQueryClient();
  const undo = useUndo();
  return {
    search: () => searchBox.set(true),
    help: onHelp,
    undo: () => void undo(),
    import: () => void navigate({ to: '/import', search: keepDay }),
    settings: () => void navigate({ to: '/settings', search: keepDay }),
    'scan-now': () => void tell(call('scanNow', {})),
    'choose-folder': () => void tell(chooseFolder().then(() => client.invalidateQueries())),
    'rebuild-index': () =>
      askFirst({
        title: 'Rebuild the index?',
        children:
          'Porchlight reads the whole folder again. Decisions are kept. On a large folder this takes some minutes.',
        labels: { confirm: 'Rebuild', cancel: 'Cancel' },
        onConfirm: () => void tell(call('rebuildIndex', {})),
      }),
  };
}

/** A command has no place on the page: its failure is told in a corner. */
export async function tell(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (problem) {
    notifications.show({ color: 'red', title: 'That did not work', message: asApiError(problem).message });
  }
}

async function chooseFolder(): Promise<void> {
  const folder = await window.porchlight?.chooseFolder();
  if (folder) await call('putSettings', { folder });
}
