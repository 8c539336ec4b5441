/** What can be done about a drawn area beside the map: which part, points by key, and all of them as text. */
import { Button, Select, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { formatAmount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import {
  type DraftArea,
  type Part,
  partsOf,
  pointsAsText,
  pointsFromText,
  ringAt,
  withoutPart,
  withRing,
} from './draft.ts';
import classes from './ProgrammePage.module.css';
import type { DrawingActions } from './useDrawing.ts';

export interface PolygonEditorProps {
  area: DraftArea;
  onChange: (area: DraftArea) => void;
  part: Part;
  onPart: (part: Part) => void;
  chosen: number | null;
  draws: boolean;
  onDraws: (draws: boolean) => void;
  actions: React.RefObject<DrawingActions | null>;
}

/** A text of more lines than this is nothing that anybody edits by hand. */
const mostLines = 2000;

export function PolygonEditor(props: PolygonEditorProps) {
  const { area, onChange, part, onPart, chosen, draws, onDraws, actions } = props;
  const parts = partsOf(area);
  const ring = ringAt(area, part);
  const keyOf = ({ polygon, ring: number }: Part) => `${polygon} ${number}`;
  const point = chosen === null ? undefined : ring[chosen];

  function addPart(how: 'outline' | 'hole'): void {
    if (how === 'outline') {
      onChange({ ...area, polygons: [...area.polygons, [[]]] });
      onPart({ polygon: area.polygons.length, ring: 0 });
    } else {
      const holes = area.polygons[part.polygon]?.length ?? 1;
      onChange({ ...area, polygons: area.polygons.map((rings, n) => (n === part.polygon ? [...rings, []] : rings)) });
      onPart({ polygon: part.polygon, ring: holes });
    }
    onDraws(true);
  }
  function removePart(): void {
    onChange(withoutPart(area, part));
    onPart({ polygon: 0, ring: 0 });
  }

  return (
    <>
      <div className={classes.tools}>
        <Button
          variant={draws ? 'filled' : 'default'}
          aria-pressed={draws}
          aria-keyshortcuts="p"
          rightSection={<Key>P</Key>}
          onClick={() => onDraws(!draws)}
        >
          {draws ? 'Done' : 'Draw'}
        </Button>
        <Button
          variant="default"
          aria-keyshortcuts="a"
          rightSection={<Key>A</Key>}
          onClick={() => actions.current?.addAtCentre()}
        >
          Point in the middle
        </Button>
      </div>
      <p className={classes.hint} role="status">
        {point && chosen !== null && !draws ? (
          `Point ${chosen + 1} of ${ring.length}: ${point[1].toFixed(5)}, ${point[0].toFixed(5)}. On the map, arrows move it (with Shift a little); Delete removes it.`
        ) : draws ? (
          `${formatAmount(ring.length, 'point')}. Each click on the map is one. With keys: arrows move the map, A sets one in its middle, P ends.`
        ) : (
          <>
            {formatAmount(ring.length, 'point')}. Drag them on the map, or choose one with <Key>,</Key> <Key>.</Key> and
            move it by arrows.
          </>
        )}
      </p>
      {parts.length > 1 && (
        <Select
          label="Part"
          data={parts.map((each) => ({ value: keyOf(each), label: each.name }))}
          value={keyOf(part)}
          allowDeselect={false}
          onChange={(value) => {
            const wanted = parts.find((each) => keyOf(each) === value);
            if (wanted) onPart({ polygon: wanted.polygon, ring: wanted.ring });
          }}
        />
      )}
      <PointsAsText
        key={`${area.id} ${keyOf(part)}`}
        ring={ring}
        onRing={(next) => onChange(withRing(area, part, next))}
      />
      <div className={classes.tools}>
        <Button variant="default" size="compact-xs" onClick={() => addPart('outline')}>
          Another part
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          disabled={(area.polygons[part.polygon]?.[0]?.length ?? 0) < 3}
          onClick={() => addPart('hole')}
        >
          A hole in it
        </Button>
        {parts.length > 1 && (
          <Button variant="default" size="compact-xs" onClick={removePart}>
            Remove this part
          </Button>
        )}
      </div>
    </>
  );
}

/** The points, a line each: read when the field is left, so that nobody is told off in the middle of a number. */
function PointsAsText({
  ring,
  onRing,
}: {
  ring: ReturnType<typeof ringAt>;
  onRing: (ring: ReturnType<typeof ringAt>) => void;
}) {
  const written = ring.length > mostLines ? null : pointsAsText(ring);
  const [text, setText] = useState(written ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (written === null) return;
    setText(written);
    setProblem(null);
  }, [written]);
  if (written === null) return <p className={classes.hint}>{ring.length} points are too many to list.</p>;

  function take(): void {
    if (text === written) return;
    const read = pointsFromText(text);
    if (read.ok) onRing(read.ring);
    setProblem(read.ok ? null : read.message);
  }
  return (
    <Textarea
      label="Points, one a line"
      description="Latitude, longitude"
      classNames={{ input: classes.points ?? '' }}
      rows={6}
      spellCheck={false}
      value={text}
      error={problem}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={take}
    />
  );
}
