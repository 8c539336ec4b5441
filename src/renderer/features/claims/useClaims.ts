/** Claims under a filter, page by page. */
import { call } from '#app/client.ts';
import { type Pages, usePages } from '#app/pages.ts';
import type { ClaimPage, ClaimView } from '#shared/claims.ts';
import type { ClaimFilter } from './listState.ts';

/** Hook: those with a date first, the earliest on top. */
export function useClaims({ show, text, driver, state, allegation }: ClaimFilter): Pages<ClaimPage, ClaimView> {
  const asked = {
    show,
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(driver !== null && { driver }),
    ...(state !== null && { state }),
    ...(allegation !== null && { allegation }),
  };
  return usePages({
    queryKey: ['claims', 'pages', asked],
    fetch: (offset, signal) => call('listClaims', { ...asked, offset }, signal),
    rowsOf: claimsOf,
  });
}

const claimsOf = ({ claims }: ClaimPage) => claims;
