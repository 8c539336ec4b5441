/** One condition worth knowing about, as a slim line across a pane or the window. */
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Notice.module.css';

const icons = { info: IconInfoCircle, warning: IconAlertTriangle, error: IconCircleX };

interface NoticeProps {
  level: 'info' | 'warning' | 'error';
  children: ReactNode;
  /** Buttons on the right. */
  actions?: ReactNode;
}

/** Announced to screen readers when it appears; errors at once. */
export function Notice({ level, children, actions }: NoticeProps) {
  const Icon = icons[level];
  return (
    <div className={classes.notice} data-level={level} role={level === 'error' ? 'alert' : 'status'}>
      <Icon size={16} stroke={1.8} aria-hidden="true" />
      <div className={classes.text}>{children}</div>
      {actions}
    </div>
  );
}
