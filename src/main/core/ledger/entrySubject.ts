/** What an entry is about, in the clear. */
import type { LedgerBody, StopRef } from './contract.ts';

/** As words for whoever reads the trail by hand. Never personal: it is stored in the clear. */
export function subjectOf(body: LedgerBody): string[] {
  switch (body.kind) {
    case 'accept':
    case 'reject':
    case 'excuse':
    case 'note':
    case 'follow-up':
    case 'hold':
      return stopSubject(body.stop);
    case 'move':
      return [...stopSubject(body.stop), 'to', ...stopSubject(body.to)];
    case 'put-aside':
      return ['photo', body.photo, body.date];
    case 'redact':
      return ['photo', body.photo];
    case 'sign-off':
      return ['route', body.date, body.route];
    case 'sign-off-day':
      return ['day', body.date];
    case 'set-clock':
      return ['clock', body.date, body.route, body.device];
    case 'opt-out':
      return ['opt-out', body.by, body.key];
    case 'end-opt-out':
      return ['entry', body.optOut];
    case 'set-programme':
      return ['programme'];
    case 'confirm':
    case 'confirmation-step':
      return ['confirmation', body.confirmation, ...stopSubject(body.stop)];
    case 'release-hold':
      return ['entry', body.hold];
    case 'erase':
      return ['route', body.date, body.route];
    case 'view':
      return ['photo', body.photo, ...(body.shownAt ? stopSubject(body.shownAt) : [])];
    case 'open-claim':
      return body.stop ? stopSubject(body.stop) : ['claim', body.key ?? ''];
    case 'settle-claim':
    case 'claim-note':
    case 'claim-file':
    case 'claim-pack':
      return ['entry', body.claim];
    case 'amend-claim':
      return ['entry', body.claim, ...(body.stop ? stopSubject(body.stop) : [])];
    case 'signing-key':
      return ['signing-key', body.fingerprint];
    case 'undo':
      return ['entry', body.entry];
    case 'import-manifest':
      return ['manifest', body.sha256];
    case 'save-profile':
      return ['profile', body.name];
  }
}

const stopSubject = ({ date, route, stop }: StopRef): string[] => ['stop', date, route, stop];
