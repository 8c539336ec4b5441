/** Every kind of file that leaves Porchlight, one file each. */
import type { ExportKind } from '#shared/exporting.ts';
import { activityCsv, activityJson } from './activityFiles.ts';
import { amazonPodCsv } from './amazonPodCsv.ts';
import { claimFiguresCsv } from './claimFiguresCsv.ts';
import type { ExportDefinition } from './contract.ts';
import { debriefCsv } from './debriefCsv.ts';
import { eveningCsv } from './eveningCsv.ts';
import { eveningJson } from './eveningJson.ts';
import { picturesZip } from './picturesZip.ts';
import { subjectAccess } from './subject/subjectAccess.ts';

export const definitions: Record<ExportKind, ExportDefinition> = {
  // What draws PDFs is loaded with the first of them: it would take a tenth of every start.
  'evening-pdf': {
    words: 'Evening report',
    extension: 'pdf',
    write: async (task, out) => (await import('./eveningPdf.ts')).writeEveningPdf(task, out),
  },
  'debrief-pdf': {
    words: 'Debrief',
    extension: 'pdf',
    write: async (task, out) => (await import('./debriefPdf.ts')).writeDebriefPdf(task, out),
  },
  'evening-csv': eveningCsv,
  'evening-json': eveningJson,
  'amazon-pod-csv': amazonPodCsv,
  'pictures-zip': picturesZip,
  'debrief-csv': debriefCsv,
  'activity-csv': activityCsv,
  'activity-json': activityJson,
  'claim-figures-csv': claimFiguresCsv,
  'subject-access': subjectAccess,
  'claim-pack': {
    words: 'Claim pack',
    extension: 'zip',
    write: async (task, out) => (await import('#core/claims/pack/writePack.ts')).writePack(task, 'full', out),
  },
  'claim-pack-customer': {
    words: 'Claim pack for the customer',
    extension: 'zip',
    write: async (task, out) => (await import('#core/claims/pack/writePack.ts')).writePack(task, 'customer', out),
  },
};
