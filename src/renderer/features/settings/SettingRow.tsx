/** One setting: its name and one line of help on the left, its control on the right, what became of a change under it. */
import { type ReactNode, useId } from 'react';
import classes from './SettingRow.module.css';
import { useEditor } from './settingsEditor.ts';

/** What a control needs so that a screen reader reads the row as one thing. */
export interface ControlIds {
  id: string;
  'aria-describedby': string;
  'aria-invalid': boolean;
}

/** Mantine's text fields take `aria-describedby` from their own parts only; this way in stays. */
export function describedInput(ids: ControlIds) {
  return { input: { 'aria-describedby': ids['aria-describedby'] } };
}

interface SettingRowProps {
  /** Key of the editor's fates. */
  field: string;
  label: string;
  help: ReactNode;
  /** A sentence about what is typed but can't be saved. */
  problem?: string | null;
  /** A control wider than the right column goes under the words. */
  wide?: boolean;
  /** The control is a group of its own (checkboxes, tags): the label is no `<label>`. */
  group?: boolean;
  children: (ids: ControlIds) => ReactNode;
}

export function SettingRow({
  field,
  label,
  help,
  problem = null,
  wide = false,
  group = false,
  children,
}: SettingRowProps) {
  const id = useId();
  const { fates } = useEditor();
  const fate = fates[field];
  const failure = problem ?? (fate?.kind === 'failed' ? fate.message : null);
  const words = (
    <>
      {group ? (
        <span className={classes.label} id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label className={classes.label} htmlFor={id}>
          {label}
        </label>
      )}
      <p className={classes.help} id={`${id}-help`}>
        {help}
      </p>
    </>
  );
  const control = children({
    id,
    'aria-describedby': failure === null ? `${id}-help` : `${id}-help ${id}-fate`,
    'aria-invalid': failure !== null,
  });
  return (
    <div className={classes.row} data-wide={wide} {...(group && { role: 'group', 'aria-labelledby': `${id}-label` })}>
      <div className={classes.words}>{words}</div>
      <div className={classes.control}>
        {control}
        <p className={classes.fate} id={`${id}-fate`} role="status" data-failed={failure !== null}>
          {failure ?? (fate?.kind === 'saved' ? 'Saved' : fate?.kind === 'saving' ? 'Saving…' : '')}
        </p>
      </div>
    </div>
  );
}
