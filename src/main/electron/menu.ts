/** The menu. Its own commands go to the page, which knows what they mean there; the rest are the system's roles. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '#shared/desktop.ts';

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Builds the menu and sets it; `send` takes a command to the page. */
export function setMenu(send: (command: MenuCommand) => void): void {
  const command = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => send(name),
  });
  const settings = command('Settings …', 'settings', 'CmdOrCtrl+,');
  const isMac = process.platform === 'darwin';

  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [macAppMenu(settings)] : []),
    {
      label: '&File',
      submenu: [
        command('Choose Folder …', 'choose-folder', 'CmdOrCtrl+O'),
        command('Import Manifest …', 'import', 'CmdOrCtrl+I'),
        separator,
        command('Scan Folder Now', 'scan-now', 'F5'),
        command('Rebuild Index …', 'rebuild-index'),
        ...(isMac
          ? [separator, { role: 'close' } as const]
          : [separator, settings, separator, { role: 'quit' } as const]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        // No accelerator: Ctrl+Z belongs to the page, which knows whether it is a letter or a decision that goes back.
        command('Undo Last Decision', 'undo'),
        separator,
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        command('Search …', 'search', 'CmdOrCtrl+K'),
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        // In the product a supervisor would meet these only by mistake.
        ...(app.isPackaged ? [] : [separator, { role: 'toggleDevTools' } as const, { role: 'reload' } as const]),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [command('Keyboard and Help', 'help', 'F1')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function macAppMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}
