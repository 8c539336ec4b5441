/** The files that a day or a route can be taken out as, each in one sentence. */
import type { ExportKind } from '#shared/exporting.ts';

export interface ReportKind {
  kind: ExportKind;
  name: string;
  /** What it is, for whom. */
  about: string;
  /** Made with this key. */
  letter: string;
  /** Can be made of one route too; else it is always of the whole day. */
  ofRoutes: boolean;
}

export const reportKinds: readonly ReportKind[] = [
  {
    kind: 'evening-pdf',
    name: 'Evening report, PDF',
    about:
      'A summary and one page a route, to print or to file: scores, what is open, what was excused and who signed.',
    letter: 'P',
    ofRoutes: true,
  },
  {
    kind: 'evening-csv',
    name: 'Evening report, CSV',
    about: 'The same as a table, a row a stop; opens in Excel and LibreOffice as it is.',
    letter: 'C',
    ofRoutes: true,
  },
  {
    kind: 'evening-json',
    name: 'Evening report, JSON',
    about: 'The same for other programs.',
    letter: 'O',
    ofRoutes: true,
  },
  {
    kind: 'amazon-pod-csv',
    name: 'POD report, Amazon columns',
    about:
      'A row a driver in the columns of Amazon’s POD report: opportunities, success, bypass and the reject reasons.',
    letter: 'M',
    ofRoutes: false,
  },
  {
    kind: 'pictures-zip',
    name: 'Pictures, ZIP',
    about:
      'Every picture as its file came, with a manifest that says which stop each belongs to, and hashes to check them by.',
    letter: 'Z',
    ofRoutes: true,
  },
];
