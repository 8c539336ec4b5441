/** Every page and action of the app by name, for the search box. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { claimAsked } from '#app/claiming.ts';
import { call } from '#app/client.ts';
import { usePlace, useServiceDate, useTravel } from '#app/desk.ts';
import { tellWhere } from '#app/exports.ts';
import { checkLedger } from '#app/ledgerCheck.ts';
import { keepDay } from '#app/place.ts';
import { queries } from '#app/queries.ts';
import { tell, useShellCommands } from '#app/shellCommands.ts';
import { askWhoIsThere, signOffAsked } from '#app/signing.ts';
import type { ExportKind } from '#shared/exporting.ts';
import type { RouteId, ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { formatDay } from '#ui/format.ts';
import type { Command } from './command.ts';

const pages = [
  { to: '/', name: 'Desk', also: 'routes stops home' },
  { to: '/review', name: 'Review', also: 'decide queue undecided' },
  { to: '/unmatched', name: 'Unmatched photos', also: 'strays board' },
  { to: '/sync', name: 'Sync', also: 'vans phones devices health' },
  { to: '/scores', name: 'Scores', also: 'pod drivers target trend' },
  { to: '/reports', name: 'Reports and exports', also: 'pdf csv zip evening' },
  { to: '/activity', name: 'Activity', also: 'ledger history who decided log' },
  { to: '/claims', name: 'Claims', also: 'dnr never received not delivered complaint evidence customer' },
  {
    to: '/claims/figures',
    name: 'What claims teach',
    also: 'figures rate driver address area statistics false scan pattern',
  },
  { to: '/confirmations', name: 'Confirmations to customers', also: 'outbox e-mail mail messages sent failed webhook' },
  { to: '/map', name: 'Map', also: 'route positions' },
  { to: '/opt-outs', name: 'Opt-outs', also: 'no photos privacy register confidential customer' },
  { to: '/programme', name: 'Programme', also: 'service areas postcodes polygon geojson where' },
  { to: '/privacy', name: 'Privacy', also: 'gdpr retention erase delete hold subject access keep customer asks' },
  { to: '/problems', name: 'Problems', also: 'unreadable files errors manifest' },
  { to: '/import', name: 'Import a manifest', also: 'csv file' },
  { to: '/settings', name: 'Settings', also: 'preferences options folder' },
] as const;

const dayExports: readonly { kind: ExportKind; name: string; also: string }[] = [
  { kind: 'evening-pdf', name: 'Export the evening report (PDF)', also: 'print paper' },
  { kind: 'evening-csv', name: 'Export the evening report (CSV)', also: 'table excel sheet' },
  { kind: 'evening-json', name: 'Export the evening report (JSON)', also: 'data' },
  { kind: 'amazon-pod-csv', name: 'Export the day in Amazon’s POD columns (CSV)', also: 'report excel' },
  { kind: 'pictures-zip', name: 'Export all pictures of the day (ZIP)', also: 'photos' },
  { kind: 'activity-csv', name: 'Export the day’s activity (CSV)', also: 'ledger table' },
];

const schemes: readonly { scheme: Settings['colorScheme']; name: string }[] = [
  { scheme: 'light', name: 'Light colours' },
  { scheme: 'dark', name: 'Dark colours' },
  { scheme: 'auto', name: 'Colours like the system' },
];

/** Hook: what can be done now, in the order in which it is listed. @param onHelp opens the page of keys. */
export function useCommands(onHelp: () => void): readonly Command[] {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { toDay } = useTravel();
  const shell = useShellCommands(onHelp);
  const date = useServiceDate();
  const { route: chosenRoute, stop: chosenStop } = usePlace();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const { data: status } = useQuery(queries.status());
  const { data: days } = useQuery(queries.days());
  const { data: day } = useQuery({ ...queries.day(date ?? ''), enabled: date !== null });
  const route = day?.routes.find(({ id }) => id === chosenRoute);
  const today = status?.today;

  const goTo: Command[] = pages.map(({ to, name, also }) => ({
    id: to,
    group: 'Go to',
    name,
    also,
    run: () => void navigate({ to, search: keepDay }),
  }));

  const tonight: Command[] = [];
  /** A key that acts on the desk only. */
  const onDesk = (keyCap: string) => (path === '/' ? keyCap : undefined);
  const act = (id: string, name: string, also: string, run: () => void, keyCap?: string): Command => ({
    id,
    group: 'Tonight',
    name,
    also,
    run,
    ...(keyCap !== undefined && { keyCap }),
  });
  if (date !== null) {
    const known = (days ?? []).map((known) => known.date).toSorted();
    const before = known.findLast((other) => other < date);
    const after = known.find((other) => other > date);
    const review = (of?: RouteId) => void navigate({ to: '/review', search: { day: date, ...(of && { route: of }) } });
    if (route) {
      tonight.push(
        act(
          `review ${route.id}`,
          `Review ${route.route}`,
          'start route decide',
          () => review(route.id),
          onDesk('Enter'),
        ),
        act(
          `sign ${route.id}`,
          `Sign off ${route.route}`,
          'route settle done',
          () => signOffAsked.set({ date, routeId: route.id }),
          onDesk('S'),
        ),
        act(
          `map ${route.id}`,
          `${route.route} on the map`,
          'route positions',
          () => void navigate({ to: '/map', search: { day: date, route: route.id } }),
        ),
      );
    }
    if (day && day.routes.length > 0) {
      tonight.push(
        act(
          'review day',
          `Review the whole of ${formatDay(date)}`,
          'start day decide',
          () => review(),
          onDesk('⇧ Enter'),
        ),
        act(
          'sign day',
          `Sign off ${formatDay(date)}`,
          'day settle done evening',
          () => signOffAsked.set({ date, routeId: null }),
          'D',
        ),
      );
    }
    if (before)
      tonight.push(act('before', `Day before: ${formatDay(before)}`, 'previous back', () => toDay(before), '['));
    if (after) tonight.push(act('after', `Day after: ${formatDay(after)}`, 'next on', () => toDay(after), ']'));
    if (today && today !== date) {
      tonight.push(act('today', `Today: ${formatDay(today)}`, 'tonight now', () => toDay(today)));
    }
  }
  if (date !== null && chosenStop !== undefined) {
    const search = { day: date, stop: chosenStop };
    tonight.push(
      act('opt out', 'No photos at this stop any more', 'opt-out customer address privacy', () => {
        void navigate({ to: '/opt-outs', search });
      }),
    );
  }
  tonight.push(
    act('undo', 'Take back the latest decision', 'undo revert', shell.undo, path === '/review' ? 'U' : onDesk('U')),
    act('who', 'Who is at the desk?', 'sign in name pin person leave', () => void askWhoIsThere(true)),
  );

  const claims: Command[] = [
    {
      id: 'new claim',
      group: 'Claim',
      name: 'New claim…',
      also: 'dnr never received wrong place damaged customer asks',
      run: () => claimAsked.set({ text: '', stop: null }),
    },
    {
      id: 'import claims',
      group: 'Claim',
      name: 'Import claims from a list…',
      also: 'csv dnr feedback report carrier',
      run: () => void navigate({ to: '/claims/import', search: keepDay }),
    },
  ];

  async function take(kind: ExportKind, of: ServiceDate): Promise<void> {
    tellWhere(await call('startExport', { kind, date: of }));
    await client.invalidateQueries({ queryKey: queries.exports().queryKey });
  }
  const takeOut: Command[] =
    date === null
      ? []
      : dayExports.map(({ kind, name, also }) => ({
          id: kind,
          group: 'Take out',
          name,
          also: `save download ${also}`,
          run: () => void tell(take(kind, date)),
        }));

  async function paint(colorScheme: Settings['colorScheme']): Promise<void> {
    client.setQueryData(queries.settings().queryKey, await call('putSettings', { colorScheme }));
  }
  const upkeep: Command[] = [
    {
      id: 'verify',
      group: 'Look after',
      name: 'Verify the ledger',
      also: 'check hash chain',
      run: () => {
        void navigate({ to: '/activity', search: keepDay });
        void checkLedger();
      },
    },
    {
      id: 'confirming',
      group: 'Look after',
      name: 'What customers are told…',
      also: 'confirmations settings e-mail smtp webhook words language logo',
      run: () =>
        void navigate({ to: '/settings', search: { ...(date !== null && { day: date }), group: 'confirmations' } }),
    },
    {
      id: 'scan',
      group: 'Look after',
      name: 'Scan the folder now',
      also: 'again refresh look',
      run: shell['scan-now'],
    },
    {
      id: 'rebuild',
      group: 'Look after',
      name: 'Rebuild the index…',
      also: 'again repair',
      run: shell['rebuild-index'],
    },
    ...(window.porchlight
      ? [
          {
            id: 'folder',
            group: 'Look after' as const,
            name: 'Choose the folder…',
            also: 'photos watched',
            run: shell['choose-folder'],
          },
        ]
      : []),
    ...schemes.map(({ scheme, name }) => ({
      id: scheme,
      group: 'Look after' as const,
      name,
      also: 'color scheme appearance theme mode',
      run: () => void tell(paint(scheme)),
    })),
    {
      id: 'keys',
      group: 'Look after',
      name: 'All keys',
      also: 'help shortcuts keyboard',
      keyCap: '?',
      run: shell.help,
    },
  ];
  return [...goTo, ...tonight, ...claims, ...takeOut, ...upkeep];
}
