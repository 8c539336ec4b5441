/** The synced folder. */
import { PathSetting } from './PathSetting.tsx';
import { useEditor } from './settingsEditor.ts';

export function FolderSetting() {
  const { settings, save } = useEditor();
  return (
    <PathSetting
      field="folder"
      label="Folder with the drivers’ photos"
      help="The one that your sync program (OneDrive, Dropbox, Google Drive, Syncthing, a network share) fills on this computer. Porchlight only reads in it."
      value={settings.folder}
      placeholder={window.porchlight ? 'No folder yet' : '/home/depot/OneDrive/Delivery photos'}
      useWord="Use this folder"
      isFolder
      onSave={(folder) => (folder === null ? Promise.resolve(false) : save('folder', { folder }))}
    />
  );
}
