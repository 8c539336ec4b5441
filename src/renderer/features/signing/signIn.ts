/** Signing in and leaving: the calls, and what the desk answers. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiError, asApiError, call } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import type { CallInput } from '#shared/api.ts';
import type { AtDesk } from '#shared/people.ts';

/** What can be done at the desk; each resolves to how the desk stands then, null when it was refused. */
export interface DeskCalls {
  signIn(request: CallInput<'signIn'>): Promise<AtDesk | null>;
  leave(): Promise<AtDesk | null>;
  /** Takes a name and its PIN off this desk. */
  forget(name: string): Promise<AtDesk | null>;
  /** Why the last one was refused. */
  failure: ApiError | null;
  pending: boolean;
  /** Forgets the failure. */
  clear(): void;
}

type DeskCall =
  | ({ what: 'sign-in' } & CallInput<'signIn'>)
  | { what: 'leave' }
  | ({ what: 'forget' } & CallInput<'forgetPerson'>);

export function useDeskCalls(): DeskCalls {
  const client = useQueryClient();
  const { mutateAsync, isPending, error, reset } = useMutation({
    mutationFn: ({ what, ...input }: DeskCall) => {
      if (what === 'sign-in') return call('signIn', input as CallInput<'signIn'>);
      return what === 'leave' ? call('signOut', {}) : call('forgetPerson', input as CallInput<'forgetPerson'>);
    },
    onSuccess: (desk) => client.setQueryData(queries.atDesk().queryKey, desk),
    // A wrong PIN may have locked the desk: the countdown needs the moment.
    onError: () => client.invalidateQueries({ queryKey: queries.atDesk().queryKey }),
  });
  // The failure is told by `failure`; here it is a value.
  const run = (input: DeskCall) => mutateAsync(input).catch((): null => null);
  return {
    signIn: (request) => run({ what: 'sign-in', ...request }),
    leave: () => run({ what: 'leave' }),
    forget: (name) => run({ what: 'forget', name }),
    failure: error ? asApiError(error) : null,
    pending: isPending,
    clear: reset,
  };
}

/** `less than a minute`, `2 minutes`: how long the desk stays locked. @param ms above 0. */
export function waitWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 10) return 'a few seconds';
  if (seconds < 60) return `${Math.ceil(seconds / 10) * 10} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

/** Whether a name is among the known ones; compared as the core does, without case and outer spaces. */
export function isKnown(name: string, known: readonly string[]): boolean {
  // Upper case first: it makes one of the letters that lower case leaves apart (ß and ss).
  const bare = (other: string) => other.trim().normalize('NFC').toUpperCase().toLowerCase();
  return known.some((other) => bare(other) === bare(name));
}
