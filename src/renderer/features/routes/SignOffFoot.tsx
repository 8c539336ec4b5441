/** Under the routes: how the chosen one stands with its sign-off, and the way to sign it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#app/queries.ts';
import { signOffAsked } from '#app/signing.ts';
import type { RouteSummary } from '#shared/views.ts';
import { formatAmount, formatTime } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { SignOffMark } from '#ui/SignOffMark.tsx';
import { useKeys } from '#ui/useKeys.ts';
import classes from './SignOffFoot.module.css';

interface SignOffFootProps {
  route: RouteSummary;
  timeZone: string;
}

/** Always as high as its fullest: choosing another route moves nothing. */
export function SignOffFoot({ route, timeZone }: SignOffFootProps) {
  const { signOff } = route;
  const changed = signOff?.changed ?? false;
  const { data: view } = useQuery({ ...queries.signOff(route.date, route.id), enabled: changed });
  const sentence = changed ? changesInShort(view?.changes.map((change) => change.sentence) ?? []) : openSentence(route);
  const open = () => signOffAsked.set({ date: route.date, routeId: route.id });
  useKeys({ s: open });
  return (
    <section className={classes.foot} data-changed={changed} aria-label={`Sign-off of ${route.route}`}>
      <span className={classes.state}>
        {signOff && <SignOffMark signOff={signOff} timeZone={timeZone} />}
        <span className={`one-line ${classes.word}`} dir="auto">
          {signOff
            ? changed
              ? 'Changed since sign-off'
              : `${formatTime(signOff.at, timeZone)} ${signOff.person ?? ''}`
            : 'Not signed off'}
        </span>
      </span>
      <span className={classes.sentence} title={sentence} dir="auto">
        {sentence}
      </span>
      <Button variant={changed ? 'filled' : 'default'} aria-keyshortcuts="S" rightSection={<Key>S</Key>} onClick={open}>
        {signOff ? (changed ? 'Sign again' : 'Look') : 'Sign off'}
      </Button>
    </section>
  );
}

/** What stands between the route and its sign-off. */
function openSentence({ counts, followUps }: RouteSummary): string {
  const open = counts.missing + counts.needsReview + counts.candidate + counts.syncing;
  if (open === 0) return 'nothing is open';
  const asked = followUps === 0 ? '' : `, ${followUps} asked of the driver`;
  return `${formatAmount(open, 'stop')} open${asked}`;
}

function changesInShort(sentences: readonly string[]): string {
  const [first, ...others] = sentences;
  if (first === undefined) return '';
  return others.length === 0 ? first : `${first} And ${others.length} more.`;
}
