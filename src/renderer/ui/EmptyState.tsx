/** What stands where nothing is: why it is empty, and what can be done about it. */
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
  /** A Tabler icon, 28 px, or any small picture. */
  icon?: ReactNode;
  title: string;
  /** One or two sentences. */
  children?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
}

/** Fills its pane and stands in its middle. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      {icon && (
        <span className={classes.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.text}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
