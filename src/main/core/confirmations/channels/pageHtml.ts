/** A published page, and the depot's own list of pages. No script, and nothing that is fetched: each file is all there is. Pure. */
import type { ConfirmationMessage } from '#core/confirmations/contract.ts';
import { withPicturesInside } from '#core/confirmations/message/inlinePictures.ts';
import { escapeHtml, oneLine } from '#core/confirmations/message/safeText.ts';
import type { ServiceDate } from '#shared/ids.ts';

/**
 * For the page itself, since a bucket sends no headers of ours: nothing may be loaded but the pictures inside, no search engine keeps it,
 * and where a link leads does not learn the page's name. A frame around it can't be forbidden from here (CSP's `frame-ancestors` needs
 * a header), and there is nothing on it to be clicked by mistake but a link.
 */
const guards = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow, noarchive, noimageindex">`;

export function pageOf(message: ConfirmationMessage): string {
  const html = withPicturesInside(message).replace('<head>\n', () => `<head>\n${guards}\n`);
  if (!html.includes(guards)) throw new Error('A confirmation’s page has lost its head');
  return asLandmarks(html);
}

/** Mail programs drop what a screen reader finds its way by; a page has it. */
const asLandmarks = (html: string): string =>
  html.replace(/(<body[^>]*>)/, '$1\n<main>').replace('</body>', () => '</main>\n</body>');

export interface ListedPage {
  /** `<32 hex digits>.html`. */
  file: string;
  route: string;
  stop: string;
  /** Epoch ms. */
  madeAt: number;
}

const style = `:root{color-scheme:light dark;}
body{margin:0;padding:24px;font:15px/22px -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;background:#f7f8f9;color:#1b1f24;}
main{max-width:1000px;margin:0 auto;}
h1{margin:0 0 4px;font-size:22px;line-height:28px;}
p{margin:0 0 16px;color:#555c66;}
table{width:100%;border-collapse:collapse;background:#ffffff;}
th,td{padding:8px 12px;border-bottom:1px solid #dfe3e8;text-align:start;vertical-align:top;overflow-wrap:anywhere;}
th{font-weight:600;white-space:nowrap;}
li{margin:4px 0;}
a{color:#0b5cad;}
@media (prefers-color-scheme:dark){
body{background:#101214;color:#eceff2;}
p{color:#a9b1bb;}
table{background:#1b1e22;}
th,td{border-color:#353a41;}
a{color:#8cc2ff;}
}`;

function documentOf(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
${guards}
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}

const notForPublishing = 'This list is the depot’s own: publish the folder “published” beside it, and nothing else.';

/** The pages of one service date. `where` (empty: nowhere yet) is the address that `published` has on the depot's site. */
export function dayListOf(date: ServiceDate, pages: readonly ListedPage[], where: string, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const rows = pages.map(({ file, route, stop, madeAt }) => {
    const link = where === '' ? `../published/${file}` : `${where.replace(/\/*$/, '')}/${file}`;
    const shown = escapeHtml(link.replace('../', ''));
    return `<tr><td><bdi>${escapeHtml(oneLine(route))}</bdi></td><td><bdi>${escapeHtml(oneLine(stop))}</bdi></td><td>${escapeHtml(time.format(madeAt))}</td><td><a href="${escapeHtml(link)}">${shown}</a></td></tr>`;
  });
  return documentOf(
    `Confirmation pages of ${date}`,
    `<h1>Confirmation pages of ${escapeHtml(date)}</h1>
<p>${pages.length === 1 ? 'One page' : `${pages.length} pages`}. ${notForPublishing} <a href="../index.html">All days</a></p>
<table>
<thead><tr><th scope="col">Route</th><th scope="col">Stop</th><th scope="col">Made</th><th scope="col">Page</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`,
  );
}

/** @param dates of which there is a list, in any order */
export function daysListOf(dates: readonly ServiceDate[]): string {
  const items = dates
    .toSorted()
    .reverse()
    .map((date) => `<li><a href="days/${escapeHtml(date)}.html">${escapeHtml(date)}</a></li>`);
  const list = items.length === 0 ? '<p>There are no pages.</p>' : `<ul>\n${items.join('\n')}\n</ul>`;
  return documentOf('Confirmation pages', `<h1>Confirmation pages</h1>\n<p>${notForPublishing}</p>\n${list}`);
}
