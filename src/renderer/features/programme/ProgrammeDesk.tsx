/** The areas on the left, the map in the middle, the chosen area on the right, and what would change at the bottom. */
import { Button, Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconMap2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { asApiError } from '#app/client.ts';
import { useDecisions } from '#app/decisions.ts';
import { queries } from '#app/queries.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ProgrammeView, ServiceArea } from '#shared/programme.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { useFileField } from '#ui/FileField.tsx';
import { formatMoment } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { AreaEditor } from './AreaEditor.tsx';
import { AreaList } from './AreaList.tsx';
import { summaryWords } from './areaWords.ts';
import { newArea, type Part, ringAt, withRing } from './draft.ts';
import { ImportOutcome } from './ImportOutcome.tsx';
import { useAreaImport } from './importAreas.ts';
import { ProgrammeFoot } from './ProgrammeFoot.tsx';
import { ProgrammeMap } from './ProgrammeMap.tsx';
import classes from './ProgrammePage.module.css';
import { useProgrammeDay, useProgrammeEditor } from './programmeDraft.ts';
import { StopFact } from './StopFact.tsx';
import type { Dot } from './stopDots.ts';
import type { DrawingActions } from './useDrawing.ts';

const kinds: readonly { by: ServiceArea['by']; name: string; called: string; means: string }[] = [
  { by: 'postcodes', name: 'By postcodes', called: 'Postcodes', means: 'All whose postcode begins so' },
  {
    by: 'polygon',
    name: 'Drawn on the map',
    called: 'Area',
    means: 'By mouse, finger or keys; or out of a GeoJSON file',
  },
  { by: 'routes', name: 'By routes', called: 'Routes', means: 'Every stop of the routes you name' },
];

const firstPart: Part = { polygon: 0, ring: 0 };

export function ProgrammeDesk({ saved, date }: { saved: ProgrammeView; date: ServiceDate }) {
  const editor = useProgrammeEditor(saved);
  const { areas } = editor;
  const { day, error, refetch, isWaiting } = useProgrammeDay(saved, editor, date);
  const { data: settings } = useQuery(queries.settings());
  const { undo, pending } = useDecisions();
  const [wanted, setWanted] = useState<string | null>(null);
  const [newId, setNewId] = useState<string | null>(null);
  const [part, setPart] = useState(firstPart);
  const [corner, setCorner] = useState<number | null>(null);
  const [draws, setDraws] = useState(false);
  const [dot, setDot] = useState<Dot | null>(null);
  const actions = useRef<DrawingActions | null>(null);
  const editorPane = useRef<HTMLDivElement>(null);

  const area = areas.find(({ id }) => id === wanted) ?? areas[0] ?? null;
  const chosenStop = dot?.[3] ?? null;
  const shownDot = day?.stops.find(([, , , stopId]) => stopId === chosenStop) ?? null;
  // The list of parts may have become shorter by other ways than its own button.
  const shownPart = area?.polygons[part.polygon]?.[part.ring] ? part : firstPart;
  const ring = area ? ringAt(area, shownPart) : [];
  const shownCorner = corner !== null && corner < ring.length ? corner : null;

  function choose(id: string, isNew = false): void {
    setWanted(id);
    setNewId(isNew ? id : null);
    setPart(firstPart);
    setCorner(null);
    setDraws(false);
  }
  function add(by: ServiceArea['by'], called: string): void {
    const numbers = areas.filter((each) => each.by === by).length + 1;
    const made = newArea(by, `${called} ${numbers}`);
    editor.setAreas([...areas, made]);
    choose(made.id, true);
    setDraws(by === 'polygon');
  }
  function remove(): void {
    if (!area) return;
    const here = areas.indexOf(area);
    editor.setAreas(areas.filter((each) => each !== area));
    const next = areas[here + 1] ?? areas[here - 1];
    if (next) choose(next.id);
  }
  const importing = useAreaImport(editor, choose);
  const { choose: chooseFile, field } = useFileField({
    ...{ label: 'GeoJSON file', accept: '.geojson,.json,application/geo+json,application/json' },
    onFiles: ([file]) => importing.read(file),
  });
  const isUndoable = saved.entryId !== null && !editor.isChanged;
  useKeys({ s: editor.save, i: chooseFile });

  const drawing =
    area?.by === 'polygon'
      ? {
          ring,
          chosen: shownCorner,
          draws,
          onRing: (next: typeof ring, chosen: number | null) => {
            setCorner(chosen);
            editor.change(withRing(area, shownPart, next));
          },
          onChoose: setCorner,
          onDraws: setDraws,
        }
      : null;

  return (
    <>
      <PageHeader
        title="Programme"
        note={
          <>
            {day && summaryWords(day.areas.length, day, date)}
            {saved.at !== null && (
              <span className={classes.since}>
                {` Since ${formatMoment(saved.at, saved.timeZone)}${saved.person ? `, ${saved.person}` : ''}. `}
                <Link to="/activity" search={{ day: date }}>
                  Activity
                </Link>
              </span>
            )}
          </>
        }
        actions={
          <>
            {isUndoable && (
              <Button variant="default" disabled={pending} onClick={() => void undo(saved.entryId ?? undefined)}>
                Take back the last change
              </Button>
            )}
            <Button
              variant="default"
              loading={importing.reading}
              aria-keyshortcuts="i"
              rightSection={<Key>I</Key>}
              onClick={chooseFile}
            >
              Import GeoJSON…
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button rightSection={<IconChevronDown size={14} stroke={1.8} />}>New area</Button>
              </Menu.Target>
              <Menu.Dropdown>
                {kinds.map(({ by, name, called }) => (
                  <Menu.Item key={by} onClick={() => add(by, called)}>
                    {name}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      {field}
      <ImportOutcome importing={importing} />
      {error && !day ? (
        <ErrorState title="The day can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
      ) : !day ? (
        <LoadingRows label="Loading the stops" rows={12} />
      ) : (
        <div className={classes.page}>
          <div className={classes.side}>
            {areas.length === 0 ? (
              <EmptyState icon={<IconMap2 size={28} stroke={1.5} />} title="No areas">
                Every delivery left without a person owes a photo, wherever it is. Add an area, and only stops inside an
                area do.
              </EmptyState>
            ) : (
              <AreaList
                areas={areas}
                day={day}
                chosenId={area?.id ?? null}
                onChoose={(id) => choose(id)}
                onOpen={() => editorPane.current?.querySelector('input')?.focus()}
              />
            )}
          </div>
          <div className={classes.middle}>
            <ProgrammeMap
              day={day}
              date={date}
              ground={settings?.map}
              areas={areas}
              chosenId={area?.id ?? null}
              onChoose={(id) => choose(id)}
              chosenStop={chosenStop}
              onStop={setDot}
              drawing={drawing}
              actions={actions}
            />
            {shownDot && <StopFact dot={shownDot} date={date} />}
          </div>
          <div ref={editorPane} className={classes.right}>
            {area ? (
              <AreaEditor
                key={area.id}
                area={area}
                routes={day.routes}
                isNew={area.id === newId}
                onChange={editor.change}
                onRemove={remove}
                polygon={{
                  ...{ part: shownPart, chosen: shownCorner, draws, onDraws: setDraws, actions },
                  onPart: (next) => {
                    setPart(next);
                    setCorner(null);
                  },
                }}
              />
            ) : (
              <div className={classes.kinds}>
                <p className={classes.kindsHead}>Say where it runs:</p>
                {kinds.map(({ by, name, called, means }) => (
                  <UnstyledButton key={by} className={classes.kindChoice} onClick={() => add(by, called)}>
                    <strong>{name}</strong>
                    <span>{means}</span>
                  </UnstyledButton>
                ))}
              </div>
            )}
          </div>
        </div>
      )}
      {day && <ProgrammeFoot editor={editor} day={day} date={date} isWaiting={isWaiting} />}
    </>
  );
}
