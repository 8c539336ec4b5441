/** The areas, each with what it is made of, when it counts, and how many of the day's stops lie in it. */
import { IconLine, IconPolygon, IconTag } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import type { ProgrammeDay } from '#shared/programme.ts';
import { formatAmount } from '#ui/format.ts';
import { VirtualList } from '#ui/VirtualList.tsx';
import { contentWords, daysWords, kindWords } from './areaWords.ts';
import { type DraftArea, problemOf } from './draft.ts';
import classes from './ProgrammePage.module.css';

interface AreaListProps {
  areas: readonly DraftArea[];
  day: ProgrammeDay;
  chosenId: string | null;
  onChoose: (id: string) => void;
  onOpen: () => void;
}

interface Row {
  area: DraftArea;
  /** Stops of the day in it; null: it is not in force, or the core has not been asked about it yet. */
  stops: number | null;
  inForce: boolean | null;
}

const icons = { postcodes: IconTag, polygon: IconPolygon, routes: IconLine };
const keyOf = ({ area }: Row) => area.id;

export function AreaList({ areas, day, chosenId, onChoose, onOpen }: AreaListProps) {
  const rows = useMemo(() => {
    const known = new Map(day.areas.map((area) => [area.id, area]));
    return areas.map((area): Row => {
      const found = known.get(area.id);
      return { area, stops: found?.inForce ? found.stops : null, inForce: found?.inForce ?? null };
    });
  }, [areas, day.areas]);
  const renderRow = useCallback(({ area, stops, inForce }: Row) => {
    const Icon = icons[area.by];
    const problem = problemOf(area);
    const days = daysWords(area);
    return (
      <div className={classes.row} data-idle={inForce === false}>
        <Icon size={16} stroke={1.6} aria-label={kindWords[area.by]} />
        <span className={classes.rowWords}>
          <bdi className={`one-line ${classes.rowName}`} title={area.name}>
            {area.name.trim() || 'Without a name'}
          </bdi>
          <bdi className={`one-line ${classes.rowNote}`} data-problem={problem !== null}>
            {problem ?? [contentWords(area), days].filter(Boolean).join(' · ')}
          </bdi>
        </span>
        <span className={classes.rowCount}>
          {inForce === false ? 'not in force' : stops === null ? '' : formatAmount(stops, 'stop')}
        </span>
      </div>
    );
  }, []);
  return (
    <VirtualList
      label="Areas"
      items={rows}
      keyOf={keyOf}
      rowHeight={48}
      selectedKey={chosenId}
      onSelect={onChoose}
      onOpen={onOpen}
      renderRow={renderRow}
      autoFocus
    />
  );
}
