/** Who has signed in at this desk, and a way to take a name off it. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import { formatMoment } from '#ui/format.ts';
import { Notice } from '#ui/Notice.tsx';
import machine from './machineSections.module.css';
import classes from './peopleSection.module.css';
import { useEditor } from './settingsEditor.ts';

export function PeopleSection() {
  const { settings } = useEditor();
  const client = useQueryClient();
  const { data: desk, error } = useQuery(queries.atDesk());
  const [asked, setAsked] = useState<string | null>(null);
  const {
    mutate,
    isPending,
    error: failure,
  } = useMutation({
    mutationFn: (name: string) => call('forgetPerson', { name }),
    onSuccess: (now) => {
      client.setQueryData(queries.atDesk().queryKey, now);
      setAsked(null);
    },
  });
  if (error) return <p className={machine.line}>{asApiError(error).message}</p>;
  if (!desk) return <p className={machine.line}>Loading…</p>;
  if (desk.known.length === 0) {
    return (
      <p className={machine.line}>
        Nobody yet. Before the first decision of an evening Porchlight asks who is at the desk; names appear here from
        then on. A PIN says whose decision it was, it is no lock on the data.
      </p>
    );
  }
  return (
    <>
      <p className={machine.line}>
        A PIN says whose decision it was, it is no lock on the data. Whoever forgot theirs is taken off the desk, and
        signs in as someone new; decisions keep the name.
      </p>
      {failure && <Notice level="error">{asApiError(failure).message}</Notice>}
      <ul className={classes.people}>
        {desk.known.map((name) => (
          <li key={name}>
            <bdi className="one-line" title={name}>
              {name}
            </bdi>
            <span className={classes.since}>
              {desk.person?.name === name && `at the desk since ${formatMoment(desk.person.since, settings.timeZone)}`}
            </span>
            {asked === name ? (
              <span className={classes.ways}>
                <Button size="compact-sm" color="red" disabled={isPending} onClick={() => mutate(name)}>
                  Take off this desk
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => setAsked(null)}>
                  Keep
                </Button>
              </span>
            ) : (
              <Button size="compact-sm" variant="default" aria-label={`Forget ${name}…`} onClick={() => setAsked(name)}>
                Forget…
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
