/** The head of a page: its name, one line about it, and what can be done on it. */
import type { ReactNode } from 'react';
import classes from './PageHeader.module.css';

interface PageHeaderProps {
  title: string;
  /** One line beside the title: what is shown, or how much of it. */
  note?: ReactNode;
  /** Buttons on the right. */
  actions?: ReactNode;
}

/** As high as a bar; the buttons go under the title when there is no room beside it. */
export function PageHeader({ title, note, actions }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.note}>{note}</p>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
