/** The evidence about a stop: its facts, and what they say for the delivery and against it. Pure. */
import type { Evidence, EvidenceCheck, EvidencePhoto, Fact } from '#shared/evidence.ts';
import type { EvidenceRules, EvidenceView } from './contract.ts';
import { fileFacts, pictureFacts } from './pictureFacts.ts';
import { summaryOf } from './sentences.ts';
import { stopFacts } from './stopFacts.ts';

/** Each fact once: code and picture together name it. */
export function factsOf(view: EvidenceView, rules: EvidenceRules): Fact[] {
  return [...pictureFacts(view, rules), ...stopFacts(view)];
}

export function withSummary(view: EvidenceView, rules: EvidenceRules): Evidence {
  const facts = factsOf(view, rules);
  return { ...view, facts, summary: summaryOf(facts) };
}

/** What a second look into the folder adds. @param photos all of the stop, in the order of the evidence. */
export function checkedEvidence(photos: ReadonlyArray<Pick<EvidencePhoto, 'id' | 'folder'>>): EvidenceCheck {
  const facts = fileFacts(photos);
  return { photos: photos.map(({ id, folder }) => ({ photoId: id, folder })), facts, summary: summaryOf(facts) };
}
