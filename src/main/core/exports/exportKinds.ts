/** Every kind of file that leaves Porchlight, one file each. */
import type { ExportKind } from '#shared/exporting.ts';
import { activityCsv, activityJson } from './activityFiles.ts';
import { amazonPodCsv } from './amazonPodCsv.ts';
import type { ExportDefinition } from './contract.ts';
import { debriefCsv } from './debriefCsv.ts';
import { debriefPdf } from './debriefPdf.ts';
import { eveningCsv } from './eveningCsv.ts';
import { eveningJson } from './eveningJson.ts';
import { eveningPdf } from './eveningPdf.ts';
import { picturesZip } from './picturesZip.ts';
import { subjectAccess } from './subject/subjectAccess.ts';

export const definitions: Record<ExportKind, ExportDefinition> = {
  'evening-pdf': eveningPdf,
  'debrief-pdf': debriefPdf,
  'evening-csv': eveningCsv,
  'evening-json': eveningJson,
  'amazon-pod-csv': amazonPodCsv,
  'pictures-zip': picturesZip,
  'debrief-csv': debriefCsv,
  'activity-csv': activityCsv,
  'activity-json': activityJson,
  'subject-access': subjectAccess,
};
