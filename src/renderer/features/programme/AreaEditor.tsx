/** One area: its name, its days, and what it is made of. */
import { Button, TagsInput, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { kindWords } from './areaWords.ts';
import { type DraftArea, problemOf } from './draft.ts';
import { PolygonEditor, type PolygonEditorProps } from './PolygonEditor.tsx';
import classes from './ProgrammePage.module.css';

interface AreaEditorProps {
  area: DraftArea;
  /** Routes of the day, to choose from. */
  routes: readonly string[];
  onChange: (area: DraftArea) => void;
  onRemove: () => void;
  /** Just made: its name comes first; of a drawn one its points. */
  isNew: boolean;
  polygon: Omit<PolygonEditorProps, 'area' | 'onChange'>;
}

/** Parcels come on Sundays too. */
const noWeekend: (0 | 1 | 2 | 3 | 4 | 5 | 6)[] = [];

/** People paste lists as they stand in a sheet or a mail. */
const separators = [',', ';', '\n', '\t'];

export function AreaEditor({ area, routes, onChange, onRemove, isNew, polygon }: AreaEditorProps) {
  const name = useRef<HTMLInputElement>(null);
  const { actions } = polygon;
  useEffect(() => {
    if (!isNew) return;
    // After the menu has given the focus back to its button.
    const focus = () => (area.by === 'polygon' ? actions.current?.focus() : name.current?.select());
    const timer = setTimeout(focus, 150);
    return () => clearTimeout(timer);
  }, [isNew, area.by, actions]);
  const problem = problemOf(area);
  return (
    <section className={classes.editor} aria-label="The chosen area">
      <p className={classes.kind}>{kindWords[area.by]}</p>
      <TextInput
        ref={name}
        label="Name"
        value={area.name}
        maxLength={200}
        onChange={({ currentTarget }) => onChange({ ...area, name: currentTarget.value })}
      />
      <div className={classes.days}>
        {(['from', 'until'] as const).map((end) => (
          <DateInput
            key={end}
            size="sm"
            label={end === 'from' ? 'First day' : 'Last day'}
            placeholder={end === 'from' ? 'always' : 'open'}
            value={area[end]}
            valueFormat="D MMM YYYY"
            firstDayOfWeek={1}
            clearable
            weekendDays={noWeekend}
            popoverProps={{ withinPortal: true }}
            clearButtonProps={{ 'aria-label': end === 'from' ? 'No first day' : 'No last day' }}
            onChange={(value) => onChange({ ...area, [end]: value })}
          />
        ))}
      </div>
      {area.by === 'postcodes' && (
        <TagsInput
          label="Beginnings of postcodes"
          description="“972” covers 97201 to 97299. Spaces, dashes and case make no difference."
          value={[...area.prefixes]}
          placeholder="Add one, then Enter"
          splitChars={separators}
          maxTags={2000}
          acceptValueOnBlur
          onChange={(values) =>
            onChange({ ...area, prefixes: tidy(values, 20).filter((each) => /[\p{L}\p{N}]/u.test(each)) })
          }
        />
      )}
      {area.by === 'routes' && (
        <TagsInput
          label="Routes"
          description="Codes as the manifest spells them; case makes no difference."
          value={[...area.routes]}
          data={[...routes]}
          placeholder="Add one, then Enter"
          splitChars={separators}
          maxTags={2000}
          acceptValueOnBlur
          onChange={(values) => onChange({ ...area, routes: tidy(values, 200) })}
        />
      )}
      {area.by === 'polygon' && <PolygonEditor area={area} onChange={onChange} {...polygon} />}
      <p className={classes.problem} role="status">
        {problem ?? ''}
      </p>
      <Button
        className={classes.remove ?? ''}
        variant="default"
        leftSection={<IconTrash size={14} stroke={1.8} />}
        onClick={onRemove}
      >
        Remove this area
      </Button>
    </section>
  );
}

function tidy(values: readonly string[], longest: number): string[] {
  // A list that was pasted and ended with Enter comes as one value.
  const parts = values.flatMap((value) => value.split(/[,;\n\t]+/));
  const plain = parts.map((part) => part.trim().slice(0, longest)).filter((part) => part !== '');
  return [...new Set(plain)];
}
