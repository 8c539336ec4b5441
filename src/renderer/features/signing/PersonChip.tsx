/** Who is at the desk, in the top bar: since when, and the way to hand it over. */
import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconUserQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#app/queries.ts';
import { askWhoIsThere, type Person, usePerson } from '#app/signing.ts';
import { formatTime } from '#ui/format.ts';
import { initialsOf } from './initials.ts';
import classes from './PersonChip.module.css';
import { useDeskCalls } from './signIn.ts';

/** Keeps its width while the answer is on its way: nothing beside it moves. */
export function PersonChip() {
  const person = usePerson();
  if (person) return <SignedIn person={person} />;
  return (
    <UnstyledButton
      className={classes.chip}
      data-nobody="true"
      title="Nobody is at the desk: decisions go without a name. Click to sign in"
      aria-label="Sign in: nobody is at the desk"
      onClick={() => void askWhoIsThere(false)}
    >
      <IconUserQuestion size={18} stroke={1.6} aria-hidden="true" />
      <span className={classes.word}>Sign in</span>
    </UnstyledButton>
  );
}

function SignedIn({ person }: { person: Person }) {
  const { data: settings } = useQuery(queries.settings());
  const { leave, pending } = useDeskCalls();
  const since = settings ? formatTime(person.since, settings.timeZone) : null;
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <UnstyledButton className={classes.chip} title={`${person.name} is at the desk`}>
          <span className="unseen">At the desk: </span>
          <span className={classes.initials} aria-hidden="true">
            {initialsOf(person.name)}
          </span>
          <span className={`one-line ${classes.word}`} dir="auto">
            {person.name}
          </span>
          <IconChevronDown className={classes.arrow} size={14} stroke={1.8} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <bdi className={classes.name}>{person.name}</bdi>
          {since !== null && <span className={classes.since}>at the desk since {since}</span>}
        </div>
        <Menu.Divider />
        <Menu.Item onClick={() => void askWhoIsThere(true)}>Hand over to someone else…</Menu.Item>
        <Menu.Item disabled={pending} onClick={() => void leave()}>
          Leave the desk
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
