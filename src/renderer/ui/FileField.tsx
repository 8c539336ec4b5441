/** Files that a page takes: the field behind its button, and what is shown while one hovers over the page. */
import { type ReactNode, useRef } from 'react';
import classes from './FileField.module.css';

interface FileFieldProps {
  /** For screen readers. */
  label: string;
  /** As the browser's chooser wants it: `.csv,.tsv`; absent: any file. */
  accept?: string;
  multiple?: boolean;
  onFiles: (files: readonly [File, ...File[]]) => void;
}

/** Hook: `choose` opens the system's chooser; `field` belongs anywhere on the page and is not seen. */
export function useFileField({ label, accept, multiple, onFiles }: FileFieldProps): {
  choose: () => void;
  field: ReactNode;
} {
  const chooser = useRef<HTMLInputElement>(null);
  // The button is what people see and reach; the field itself can't be dressed.
  const field = (
    <input
      ref={chooser}
      type="file"
      hidden
      multiple={multiple}
      aria-label={label}
      accept={accept}
      onChange={(event) => {
        const [first, ...others] = event.currentTarget.files ?? [];
        // Choosing the same file again, after it was put right, must count as a choice.
        event.currentTarget.value = '';
        if (first) onFiles([first, ...others]);
      }}
    />
  );
  return { choose: () => chooser.current?.click(), field };
}

/** Over the whole page, which is the positioned element around it. */
export function DropTarget({ children }: { children: ReactNode }) {
  return (
    <div className={classes.target} aria-hidden="true">
      {children}
    </div>
  );
}
