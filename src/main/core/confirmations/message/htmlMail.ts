/**
 * The page of a confirmation, such that mail programs show it as it is meant: tables, styles at each element, nothing that has to be
 * fetched. Without script; pictures stand in it as `cid:NAME`. Whatever comes from manifest or depot is escaped, and isolated so that
 * right-to-left text does not turn what stands around it. Pure.
 */
import type { MessageContent } from './content.ts';
import { escapeHtml } from './safeText.ts';

/** CSS pixels: what all mail programs show without scrolling sideways. */
const width = 600;
const inside = width - 2 * 24;
const fonts = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Colours by daylight and in the dark: text on ground at least 4.5 : 1. */
const day = { ground: '#f1f3f5', sheet: '#ffffff', ink: '#1b1f24', soft: '#555c66', line: '#dfe3e8', link: '#0b5cad' };
const night = {
  ground: '#101214',
  sheet: '#1b1e22',
  ink: '#eceff2',
  soft: '#a9b1bb',
  line: '#353a41',
  link: '#8cc2ff',
};

export interface HtmlPictures {
  /** CSS pixels, as the logo is to be shown; null: there is none. */
  logo: { width: number; height: number } | null;
}

export function htmlOf(content: MessageContent, { logo }: HtmlPictures): string {
  const depot = escapeHtml(content.depot);
  const head = logo
    ? `<span class="plate" style="display:inline-block;padding:0;border-radius:6px;"><img src="cid:logo" width="${logo.width}" height="${logo.height}" alt="${depot}" style="display:block;border:0;"></span>`
    : `<span class="soft" dir="auto" style="font-size:15px;font-weight:600;color:${day.soft};overflow-wrap:anywhere;">${depot}</span>`;
  const preview = content.rows
    .slice(0, 2)
    .map(({ text }) => escapeHtml(text))
    .join(' · ');
  return `<!doctype html>
<html lang="${escapeHtml(content.language)}" dir="${content.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(content.subject)}</title>
<style>${styles}</style>
</head>
<body class="ground" style="margin:0;padding:0;background-color:${day.ground};">
<div style="display:none;max-height:0;overflow:hidden;" aria-hidden="true">${preview}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:${day.ground};">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:${width}px;background-color:${day.sheet};border-radius:10px;font-family:${fonts};text-align:start;">
<tr><td style="padding:24px 24px 0;">${head}</td></tr>
<tr><td style="padding:14px 24px 18px;"><h1 class="ink" style="margin:0;font-size:26px;line-height:32px;font-weight:700;color:${day.ink};">${escapeHtml(content.heading)}</h1></td></tr>
<tr><td style="padding:0 24px;"><img src="cid:picture" width="${inside}" alt="${escapeHtml(content.picture)}" class="soft" style="display:block;width:100%;max-width:${inside}px;height:auto;border:0;border-radius:8px;color:${day.soft};font-size:14px;"></td></tr>
${paragraphRow(content.partsHidden, 'soft', 13, '8px 24px 0')}<tr><td style="padding:14px 24px 6px;">
<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;">
${content.rows.map(factRow).join('\n')}
</table>
</td></tr>
${linesRow(content.depotWords, null)}${content.contact ? linesRow(content.contact.lines, content.contact.label) : ''}<tr><td class="line" style="padding:16px 24px 24px;">
${content.optOut ? optOutParagraph(content.optOut) : ''}<p class="soft" style="margin:0;font-size:13px;line-height:19px;color:${day.soft};overflow-wrap:anywhere;">${escapeHtml(content.why)}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function factRow({ label, text, given }: MessageContent['rows'][number]): string {
  const cell = `padding:9px 0;border-top:1px solid ${day.line};font-size:15px;line-height:21px;vertical-align:top;text-align:start;`;
  const said = given ? `<bdi>${escapeHtml(text)}</bdi>` : escapeHtml(text);
  return `<tr><th scope="row" class="soft line" style="${cell}width:34%;padding-inline-end:12px;font-weight:400;color:${day.soft};">${escapeHtml(label)}</th><td class="ink line" style="${cell}font-weight:600;color:${day.ink};overflow-wrap:anywhere;word-break:break-word;">${said}</td></tr>`;
}

function paragraphRow(text: string | null, tone: 'ink' | 'soft', size: number, padding: string): string {
  if (text === null) return '';
  return `<tr><td style="padding:${padding};"><p class="${tone}" style="margin:0;font-size:${size}px;line-height:${Math.round(size * 1.45)}px;color:${day[tone]};">${escapeHtml(text)}</p></td></tr>\n`;
}

/** The depot's own words: what it wrote on a line of its own stays on one. */
function linesRow(lines: readonly string[], label: string | null): string {
  if (lines.length === 0) return '';
  const title = label === null ? '' : `<strong>${escapeHtml(label)}</strong><br>`;
  const text = lines.map((line) => `<span dir="auto">${escapeHtml(line)}</span>`).join('<br>');
  return `<tr><td style="padding:10px 24px 0;"><p class="ink" style="margin:0;font-size:15px;line-height:22px;color:${day.ink};overflow-wrap:anywhere;word-break:break-word;">${title}${text}</p></td></tr>\n`;
}

function optOutParagraph({ question, link, url }: NonNullable<MessageContent['optOut']>): string {
  return `<p class="soft" style="margin:0 0 8px;font-size:13px;line-height:19px;color:${day.soft};">${escapeHtml(question)} <a class="link" href="${escapeHtml(url)}" rel="noopener noreferrer" style="color:${day.link};text-decoration:underline;">${escapeHtml(link)}</a></p>\n`;
}

/** For programs that know the dark; the others keep to the styles at the elements. Nothing in it comes from outside. */
const styles = `:root{color-scheme:light dark;supported-color-schemes:light dark;}
@media (prefers-color-scheme:dark){
.ground{background-color:${night.ground} !important;}
.sheet{background-color:${night.sheet} !important;}
.ink{color:${night.ink} !important;}
.soft{color:${night.soft} !important;}
.line{border-color:${night.line} !important;}
.link{color:${night.link} !important;}
.plate{background-color:#ffffff !important;padding:8px !important;}
}`;
