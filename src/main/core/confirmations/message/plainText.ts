/** The plain twin of a confirmation: for mail programs that show no HTML, and for who reads by ear. Pure. */
import type { MessageContent } from './content.ts';

export function plainTextOf(content: MessageContent): string {
  const blocks = [
    content.heading,
    content.rows.map(({ label, text }) => `${label}: ${text}`).join('\n'),
    content.partsHidden,
    content.depotWords.join('\n'),
    content.contact && [content.contact.label, ...content.contact.lines].join('\n'),
    content.optOut && `${content.optOut.question} ${content.optOut.link}:\n${content.optOut.url}`,
    content.why,
  ];
  return `${blocks.filter((block) => block !== null && block !== '').join('\n\n')}\n`;
}
