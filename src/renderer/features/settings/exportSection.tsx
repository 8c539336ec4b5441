/** Where reports, tables and pictures are written. */
import { PathSetting } from './PathSetting.tsx';
import { useEditor } from './settingsEditor.ts';

export function ExportSection() {
  const { settings, save } = useEditor();
  return (
    <PathSetting
      field="exportFolder"
      label="Folder for reports and exports"
      help="Every report, table and ZIP is written here, and appears under its name when it is whole. Not inside the photos’ folder: nothing of Porchlight’s is written there."
      value={settings.exportFolder}
      placeholder="Downloads"
      useWord="Use this folder"
      clearWord="Use Downloads"
      isFolder
      onSave={(exportFolder) => save('exportFolder', { exportFolder })}
    />
  );
}
