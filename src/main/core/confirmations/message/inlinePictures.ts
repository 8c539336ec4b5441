/** A message as one file: for previews and published pages. Pure. */
import type { ConfirmationMessage } from '#core/confirmations/contract.ts';

/** The document with every `cid:NAME` replaced by the picture itself. */
export function withPicturesInside({ html, pictures }: Pick<ConfirmationMessage, 'html' | 'pictures'>): string {
  const byName = new Map(pictures.map((each) => [`cid:${each.name}`, each]));
  // Only where our own template put it: what a manifest holds is escaped, and can't make a `src="`.
  return html.replace(/src="(cid:\w+)"/g, (whole, cid: string) => {
    const picture = byName.get(cid);
    return picture ? `src="data:${picture.contentType};base64,${picture.bytes.toString('base64')}"` : whole;
  });
}
