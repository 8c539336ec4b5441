/** The summary in words: what speaks for the delivery, what against it, what else is known. Each sentence leads to its facts. */
import { UnstyledButton } from '@mantine/core';
import type { Bearing, SummarySentence } from '#shared/evidence.ts';
import { BearingMark } from './BearingMark.tsx';
import classes from './Summary.module.css';

const parts: readonly { bearing: Bearing; title: string; none: string }[] = [
  { bearing: 'for', title: 'Speaks for the delivery', none: 'Nothing that is known speaks for it by itself.' },
  { bearing: 'against', title: 'Speaks against it', none: 'Nothing that is known speaks against it.' },
  { bearing: 'neutral', title: 'Also known', none: '' },
];

interface SummaryProps {
  summary: readonly SummarySentence[];
  chosen: SummarySentence | null;
  onChoose: (sentence: SummarySentence) => void;
}

export function Summary({ summary, chosen, onChoose }: SummaryProps) {
  return (
    <section className={classes.summary} aria-label="Summary">
      {parts.map(({ bearing, title, none }) => {
        const sentences = summary.filter((each) => each.bearing === bearing);
        return (
          <section key={bearing} className={classes.part} aria-label={title}>
            <h3 className={classes.title}>{title}</h3>
            {sentences.length === 0 && none !== '' && <p className={classes.none}>{none}</p>}
            <ul className={classes.list}>
              {sentences.map((sentence) => (
                <li key={sentenceKey(sentence)}>
                  <UnstyledButton
                    className={classes.sentence}
                    aria-pressed={chosen !== null && sentenceKey(sentence) === sentenceKey(chosen)}
                    title="Show what this rests on"
                    onClick={() => onChoose(sentence)}
                  >
                    <BearingMark bearing={bearing} />
                    <bdi>{sentence.text}</bdi>
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
}

/** The same sentence stays the same when its figures are asked for again. */
const sentenceKey = ({ facts, photoId }: SummarySentence): string => `${facts.join()} ${photoId}`;
