/** Why the outbox is empty, and where that is changed. */
import { Button } from '@mantine/core';
import { IconMail, IconMailOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { formatDay } from '#ui/format.ts';

interface EmptyOutboxProps {
  date: ServiceDate;
  settings: Pick<Settings, 'confirmations' | 'email' | 'webhook' | 'pages'>;
}

export function EmptyOutbox({ date, settings }: EmptyOutboxProps) {
  const why = whyEmpty(date, settings);
  const Icon = why.group === null ? IconMail : IconMailOff;
  return (
    <EmptyState
      icon={<Icon size={28} stroke={1.5} />}
      title={why.title}
      actions={
        why.group !== null && (
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/settings" search={{ day: date, group: why.group ?? '' }} {...props} />}
          >
            To the settings
          </Button>
        )
      }
    >
      {why.text}
    </EmptyState>
  );
}

/** @returns `group` of the settings page where it is changed; null: there is nothing to change. */
export function whyEmpty(
  date: ServiceDate,
  { confirmations, email, webhook, pages }: EmptyOutboxProps['settings'],
): { title: string; text: string; group: string | null } {
  const { from, when } = confirmations;
  if (from === null) {
    return {
      title: 'Customers are told nothing yet',
      text: 'Porchlight can send each customer of a confirmed stop the picture, and when and how the parcel was left: by e-mail, to a program of yours, or as a web page.',
      group: 'confirmations',
    };
  }
  if (date < from) {
    return {
      title: `No confirmations for ${formatDay(date)}`,
      text: `Customers are told from ${formatDay(from)} on.`,
      group: 'confirmations',
    };
  }
  if (!email.on && !webhook.on && !pages.on) {
    return {
      title: 'No way to the customers is on',
      text: 'Confirmations are wanted, but neither e-mail nor webhook nor web pages are switched on.',
      group: 'email',
    };
  }
  return {
    title: `Nothing to send for ${formatDay(date)} yet`,
    text:
      when === 'signed-off'
        ? 'A confirmation is made for each confirmed stop once its route is signed off.'
        : 'A confirmation is made for each stop as soon as it is confirmed.',
    group: null,
  };
}

/** The group of the settings where what a trouble tells of is most likely put right. */
export function groupOfTrouble(trouble: string): string {
  if (/depot has no name/i.test(trouble)) return 'depot';
  if (/webhook/i.test(trouble)) return 'webhook';
  if (/mail|address|sender|password/i.test(trouble)) return 'email';
  return /page/i.test(trouble) ? 'pages' : 'confirmations';
}
