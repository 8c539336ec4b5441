/** What the desktop's menu asks of the page. */
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { spotlight } from '@mantine/spotlight';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { MenuCommand } from '#shared/desktop.ts';
import { asApiError, call } from './client.ts';
import { useDecisions } from './decisions.ts';
import { keepDay } from './place.ts';

/** Hook: carries out menu commands; there are none in a browser. */
export function useMenuCommands({ onHelp }: { onHelp: () => void }): void {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { undo } = useDecisions();

  const commands: Record<MenuCommand, () => void> = {
    search: spotlight.open,
    help: onHelp,
    undo: () => void undo(),
    import: () => void navigate({ to: '/import', search: keepDay }),
    settings: () => void navigate({ to: '/settings', search: keepDay }),
    'scan-now': () => void tell(call('scanNow', {})),
    'choose-folder': () => void tell(chooseFolder().then(() => client.invalidateQueries())),
    'rebuild-index': () =>
      modals.openConfirmModal({
        title: 'Rebuild the index?',
        children:
          'Porchlight reads the whole folder again. Decisions are kept. On a large folder this takes some minutes.',
        labels: { confirm: 'Rebuild', cancel: 'Cancel' },
        onConfirm: () => void tell(call('rebuildIndex', {})),
      }),
  };
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => window.porchlight?.onMenuCommand((command) => latest.current[command]()), []);
}

async function chooseFolder(): Promise<void> {
  const folder = await window.porchlight?.chooseFolder();
  if (folder) await call('putSettings', { folder });
}

/** A command from the menu has no place on the page: its failure is told in a corner. */
async function tell(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (problem) {
    notifications.show({ color: 'red', title: 'That did not work', message: asApiError(problem).message });
  }
}
