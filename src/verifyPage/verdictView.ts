/** The verdict on the page. Words out of a pack come in as text, never as markup, and can't turn the direction of what is around them. */
import type { Finding } from '#pack/finding.ts';
import { factRows, headline } from '#pack/verdictWords.ts';
import type { PackVerdict } from '#pack/verifyPack.ts';

type Child = Node | string;

function element(name: string, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElement {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** Everything there is to say; `fileName` as it was chosen. */
export function verdictView(verdict: PackVerdict, fileName: string): Node[] {
  const { ok, findings, remarks } = verdict;
  const rows = factRows(verdict);
  return [
    element(
      'div',
      { class: `verdict ${ok ? 'good' : 'bad'}`, 'data-ok': String(ok), tabindex: '-1' },
      element('span', { class: 'mark', 'aria-hidden': 'true' }, ok ? '✓' : '✗'),
      element(
        'div',
        {},
        element('h2', {}, headline(verdict)),
        ...(findings.length > 0 ? [element('ul', {}, ...findings.map(item))] : []),
      ),
    ),
    ...(remarks.length > 0
      ? [element('h2', {}, 'What else to know'), element('ul', { class: 'remarks' }, ...remarks.map(item))]
      : []),
    element('h2', {}, ok ? 'The pack' : 'What the pack says of itself'),
    element('dl', {}, ...[['File', fileName] as const, ...rows].flatMap(([label, text]) => row(label, text))),
  ];
}

/** That a check did not come to its end, and why. */
export function failureView(sentence: string): Node[] {
  return [element('p', { class: 'problem', tabindex: '-1' }, sentence)];
}

function item({ code, file, sentence }: Finding<string>): HTMLElement {
  return element('li', { 'data-code': code, 'data-file': file ?? '' }, element('bdi', {}, sentence));
}

function row(label: string, text: string): HTMLElement[] {
  const value = element('bdi', label === 'Key' ? { class: 'fingerprint' } : {}, text);
  return [element('dt', {}, label), element('dd', {}, value)];
}
