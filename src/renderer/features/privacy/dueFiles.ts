/** The list of files whose time is up, whole, as a table for whoever owns the folder. */
import { call } from '#app/client.ts';
import type { DueFiles } from '#shared/privacy.ts';

type DueFile = DueFiles['page'][number];

export async function everyDueFile(): Promise<DueFile[]> {
  const files: DueFile[] = [];
  for (;;) {
    const { page } = await call('listDueFiles', { offset: files.length });
    files.push(...page);
    if (page.length === 0) return files;
  }
}

/** RFC 4180 with a byte order mark; a name that a spreadsheet would run as a formula is made text. */
export function filesCsv(files: readonly Pick<DueFile, 'path' | 'date' | 'bytes'>[]): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const rows = files.map(({ path, date, bytes }) => [cell(path), date, bytes].join(','));
  return `\ufeff${['file,service_date,bytes', ...rows].join('\r\n')}\r\n`;
}

/** Hands a text to the browser (or Electron's window) as a file to be saved. */
export function saveText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
