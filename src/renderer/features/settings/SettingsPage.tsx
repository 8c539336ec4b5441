/** The settings of the depot: groups one under the other, a list of them at the side. */
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { asApiError } from '#app/client.ts';
import { usePlace } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { Settings } from '#shared/settings.ts';
import { ErrorState } from '#ui/ErrorState.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { ConfirmationSection } from './confirmationSection.tsx';
import { DepotSection, LookSection, TargetsSection } from './depotSections.tsx';
import { EmailSection } from './emailSection.tsx';
import { ExportSection } from './exportSection.tsx';
import { FindPeopleSection } from './findPeopleSection.tsx';
import { KeepingSection } from './keepingSection.tsx';
import { PowerSection, ProfilesSection, WatchingSection } from './machineSections.tsx';
import { MapSection } from './mapSection.tsx';
import { OptOutSection } from './optOutSection.tsx';
import { PacksSection } from './packsSection.tsx';
import { PagesSection } from './pagesSection.tsx';
import { PeopleSection } from './peopleSection.tsx';
import { FlagsSection, MatchingSection, QualitySection } from './photoSections.tsx';
import { ProgrammeSection } from './programmeSection.tsx';
import { ReadLabelsSection } from './readLabelsSection.tsx';
import classes from './SettingsPage.module.css';
import { SettingsEditorProvider, useSettingsEditor } from './settingsEditor.ts';
import { WebhookSection } from './webhookSection.tsx';

interface Group {
  id: string;
  title: string;
  Content: ComponentType;
  /** It has something to show beside its fields. */
  wide?: true;
}

const groups: readonly Group[] = [
  { id: 'depot', title: 'Depot and folder', Content: DepotSection },
  { id: 'targets', title: 'Target and cut-off', Content: TargetsSection },
  { id: 'matching', title: 'Tying photos to stops', Content: MatchingSection },
  { id: 'quality', title: 'Picture quality', Content: QualitySection },
  { id: 'flags', title: 'What blocks a photo', Content: FlagsSection },
  { id: 'readLabels', title: 'Labels in photos', Content: ReadLabelsSection },
  { id: 'findPeople', title: 'People in photos', Content: FindPeopleSection },
  { id: 'programme', title: 'Photo programme', Content: ProgrammeSection },
  { id: 'people', title: 'People at this desk', Content: PeopleSection },
  { id: 'confirmations', title: 'Confirmations to customers', Content: ConfirmationSection, wide: true },
  { id: 'optOuts', title: 'Opt-outs', Content: OptOutSection },
  { id: 'email', title: 'Confirmations by e-mail', Content: EmailSection },
  { id: 'webhook', title: 'Confirmations by webhook', Content: WebhookSection },
  { id: 'pages', title: 'Confirmations as web pages', Content: PagesSection },
  { id: 'keeping', title: 'Keeping and erasing', Content: KeepingSection },
  { id: 'exports', title: 'Reports and exports', Content: ExportSection },
  { id: 'packs', title: 'Claim packs', Content: PacksSection },
  { id: 'map', title: 'Map', Content: MapSection },
  { id: 'profiles', title: 'Import profiles', Content: ProfilesSection },
  { id: 'watching', title: 'Watching the folder', Content: WatchingSection },
  { id: 'power', title: 'Power and limits', Content: PowerSection },
  { id: 'look', title: 'Appearance', Content: LookSection },
];

export function SettingsPage() {
  const { data: settings, error, refetch } = useQuery(queries.settings());
  return (
    <>
      <PageHeader title="Settings" note="Every change is saved at once." />
      {settings ? (
        <Groups settings={settings} />
      ) : error ? (
        <ErrorState title="The settings can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
      ) : (
        <LoadingRows label="Loading the settings" rowHeight={56} />
      )}
    </>
  );
}

function Groups({ settings }: { settings: Settings }) {
  const editor = useSettingsEditor(settings);
  const scroller = useRef<HTMLElement>(null);
  const { current, goTo } = useCurrentGroup(scroller);
  const wanted = useLocation({ select: ({ hash }) => hash });
  const latest = useRef(goTo);
  useEffect(() => {
    latest.current = goTo;
  });
  useEffect(() => {
    if (wanted !== '') latest.current(wanted);
  }, [wanted]);
  return (
    <SettingsEditorProvider value={editor}>
      <div className={classes.page}>
        <nav className={classes.side} aria-label="Groups of settings">
          {groups.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              className={classes.entry}
              aria-current={id === current ? 'true' : undefined}
              onClick={() => goTo(id)}
            >
              {title}
            </button>
          ))}
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard. */}
        <section ref={scroller} className={classes.scroller} tabIndex={0} aria-label="Settings">
          <div className={classes.sheet}>
            {groups.map(({ id, title, Content, wide = false }) => (
              <section
                key={id}
                data-group={id}
                data-wide={wide}
                className={classes.group}
                aria-labelledby={`settings-${id}`}
              >
                <h3 id={`settings-${id}`} className={classes.title} tabIndex={-1}>
                  {title}
                </h3>
                <Content />
              </section>
            ))}
          </div>
        </section>
      </div>
    </SettingsEditorProvider>
  );
}

/** The group at the top of the pane, and a way to another; a group that is gone to stays current until one scrolls. */
function useCurrentGroup(scroller: React.RefObject<HTMLElement | null>) {
  const { group } = usePlace();
  const [current, setCurrent] = useState<string>('depot');
  // The last groups are too short to reach the top: what was asked for is what is current.
  const asked = useRef(false);
  useEffect(() => {
    const pane = scroller.current;
    if (!pane) return;
    const onScroll = () => {
      if (asked.current) {
        asked.current = false;
        return;
      }
      const top = pane.getBoundingClientRect().top + 60;
      const sections = [...pane.querySelectorAll<HTMLElement>('[data-group]')];
      const reached = sections.filter((section) => section.getBoundingClientRect().top <= top).at(-1);
      const atEnd = pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 2;
      const shown = atEnd && pane.scrollTop > 0 ? sections.at(-1) : reached;
      if (shown?.dataset.group) setCurrent(shown.dataset.group);
    };
    pane.addEventListener('scroll', onScroll, { passive: true });
    return () => pane.removeEventListener('scroll', onScroll);
  }, [scroller]);

  function goTo(id: string): void {
    const pane = scroller.current;
    const section = pane?.querySelector<HTMLElement>(`[data-group="${id}"]`);
    if (!pane || !section) return;
    const before = pane.scrollTop;
    section.scrollIntoView({ block: 'start' });
    asked.current = pane.scrollTop !== before;
    setCurrent(id);
    section.querySelector('h3')?.focus({ preventScroll: true });
  }
  const latest = useRef(goTo);
  useEffect(() => {
    latest.current = goTo;
  });
  // Who was sent here about one group begins there.
  useEffect(() => {
    if (group !== undefined) latest.current(group);
  }, [group]);
  return { current, goTo };
}
