/**
 * The page that a customer reads: one file, no script, nothing from outside but the pictures beside it. Whatever a manifest or a
 * supervisor wrote stands in it as text.
 */
import { clockTime, dayAndTime, dayWords } from '#core/exports/exportTimes.ts';
import type { SubjectData, SubjectPicture, SubjectStop } from './subjectData.ts';
import { refKey, type SubjectEntry } from './subjectEntries.ts';

/** Text that is markup already. */
class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
type Part = string | number | Markup | readonly Part[];

/** Everything that is put in is escaped, unless it was made here. */
function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(pieces.map((piece, n) => piece + (n < parts.length ? rendered(parts[n] as Part) : '')).join(''));
}

function rendered(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(rendered).join('');
  return String(part).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

const when = (condition: boolean, markup: () => Markup): Part => (condition ? markup() : '');
const amount = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** `index.html` of the ZIP. */
export function subjectPage(data: SubjectData): string {
  const { about, depot, deliveries, record, timeZone } = data;
  const pictures = deliveries.reduce((sum, { pictures: of }) => sum + of.length, 0);
  const general = record.filter(({ stop }) => stop === null);
  const made = dayAndTime(Date.parse(data.generatedAt), timeZone);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
<title>What ${depot} holds about ${about}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<header>
<h1>What ${depot} holds about ${about}</h1>
<p>Put together on ${made} (${timeZone}). It lists ${amount(deliveries.length, 'delivery', 'deliveries')},
${amount(pictures, 'picture', 'pictures')} and ${amount(record.length, 'entry', 'entries')} of the depot’s record.</p>
</header>
${deliveries.map((delivery) => deliveryPart(delivery, data))}
${when(general.length > 0, () => html`<section><h2>Not of one delivery</h2>${recordPart(general, timeZone)}</section>`)}
<section>
<h2>How long it is kept</h2>
<ul>
${keptLines(data).map((line) => html`<li>${line}</li>`)}
</ul>
</section>
<section>
<h2>How to read this</h2>
<p>Other customers, drivers and people at the depot are not named: drivers stand by their code, people by a number. Parts of
pictures that the depot hides from everybody are hidden here too. Deliveries were found by exactly this address, customer or
parcel; nothing was guessed.</p>
<p><b>data.json</b> holds the same for programs. <b>manifest.json</b> and <b>SHA256SUMS</b> list every file with its fingerprint:
with “sha256sum -c SHA256SUMS” anybody can check that none was changed.</p>
</section>
</main>
</body>
</html>
`;
  return page.text;
}

function deliveryPart(delivery: SubjectStop, data: SubjectData): Markup {
  const { timeZone } = data;
  const key = refKey(delivery);
  const entries = data.record.filter(({ stop }) => stop !== null && refKey(stop) === key);
  const { position } = delivery;
  return html`<section>
<h2>${dayWords(delivery.date, 'long')}, ${delivery.address || `stop ${delivery.stop}`}</h2>
<dl>
${fact('Postcode', delivery.postcode)}
${fact('Position', position && `${position.latitude}, ${position.longitude}`)}
${fact('Customer', delivery.customer)}
${fact('Contact', delivery.contact)}
${fact('Route', `${delivery.route}, stop ${delivery.stop}${delivery.sequence === null ? '' : `, number ${delivery.sequence}`}`)}
${fact('Driver’s code', delivery.driverCode)}
${fact('Stands as', [delivery.state, delivery.reason].filter(Boolean).join(': '))}
${delivery.holds.map((hold) => fact('Hold', `${hold.reason}, since ${dayAndTime(hold.at, timeZone)}: nothing is erased`))}
</dl>
<table>
<thead><tr><th scope="col">Parcel</th><th scope="col">Outcome</th><th scope="col">Time</th><th scope="col">How it was left</th></tr></thead>
<tbody>
${delivery.packages.map(
  (pack) =>
    html`<tr><td>${pack.trackingId}</td><td>${pack.outcome}</td><td>${clockTime(pack.completedAt, timeZone) || '–'}</td><td>${[
      pack.handover,
      pack.leftAt && `“${pack.leftAt}”`,
    ]
      .filter(Boolean)
      .join(', ')}</td></tr>`,
)}
</tbody>
</table>
${when(
  delivery.pictures.length > 0,
  () => html`<div class="pictures">${delivery.pictures.map((picture, n) => picturePart(picture, n, data))}</div>`,
)}
${when(entries.length > 0, () => html`<h3>What was done</h3>${recordPart(entries, timeZone)}`)}
</section>`;
}

function picturePart(picture: SubjectPicture, n: number, { timeZone }: SubjectData): Markup {
  const taken =
    picture.takenAt === null
      ? 'Taken at an unknown time'
      : `Taken ${dayAndTime(picture.takenAt, timeZone)} by the ${picture.takenFrom}`;
  const words = [
    taken,
    ...(picture.position ? [`at ${picture.position.latitude}, ${picture.position.longitude}`] : []),
    ...(picture.decision === null ? [] : [picture.decision]),
    ...(picture.peopleFound === null || picture.peopleFound === 0
      ? []
      : [amount(picture.peopleFound, 'face or person found in it', 'faces and persons found in it')]),
  ].join(', ');
  return html`<figure>
${when(
  picture.file !== null,
  () =>
    html`<a href="${encodeURI(picture.file ?? '')}"><img src="${encodeURI(picture.file ?? '')}" alt="Picture ${n + 1} of this delivery"></a>`,
)}
<figcaption>${words}.${picture.flags.map((flag) => ` ${flag}.`)}${picture.quality.map((line) => ` ${line}`)}
${when(picture.note !== null, () => html`<span class="note">${picture.note ?? ''}</span>`)}</figcaption>
</figure>`;
}

function recordPart(entries: readonly SubjectEntry[], timeZone: string): Markup {
  return html`<ol>
${entries.map(
  ({ at, sentence, by, note }) =>
    html`<li><time datetime="${new Date(at).toISOString()}">${dayAndTime(at, timeZone)}</time> ${sentence}${
      by === null ? '' : ` (${by})`
    }${note === null ? '' : html`<q>${note}</q>`}</li>`,
)}
</ol>`;
}

const fact = (name: string, value: string | null): Part =>
  value === null || value === '' ? '' : html`<dt>${name}</dt><dd>${value}</dd>`;

function keptLines({ kept }: SubjectData): string[] {
  const line = (what: string, days: number | null) =>
    days === null
      ? `${what}: until the depot erases it`
      : `${what}: ${amount(days, 'day', 'days')} after the delivery, unless a hold keeps it`;
  return [
    line('Pictures', kept.picture),
    line('Small copies of pictures', kept.thumbnail),
    line('Delivery confirmations', kept.confirmation),
    line('Name, address and contact', kept.customerData),
    'The depot’s record keeps that something was decided and when; its words can be erased, its order can’t be changed.',
  ];
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#d9dce1, #3a3f47); --soft: light-dark(#50565f, #a9b0ba); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #16181c); color: light-dark(#1b1e23, #e8eaed); }
main { max-width: 860px; margin: 0 auto; padding: 32px 20px 64px; overflow-wrap: anywhere; }
h1 { margin: 0 0 8px; font-size: 26px; line-height: 1.25; }
h2 { margin: 0 0 12px; font-size: 19px; }
h3 { margin: 16px 0 6px; font-size: 16px; }
section { margin-top: 28px; padding-top: 20px; border-top: 1px solid var(--line); }
dl { display: grid; grid-template-columns: minmax(90px, 140px) minmax(0, 1fr); gap: 4px 14px; margin: 0 0 14px; }
dt, time, figcaption, .note { color: var(--soft); }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; margin-bottom: 14px; }
th, td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
th { color: var(--soft); }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 16px; }
figure { margin: 0; }
img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; }
figcaption { margin-top: 6px; font-size: 14px; }
ol, ul { margin: 0; padding-left: 22px; }
li { margin: 3px 0; }
q, .note { display: block; }
`;
