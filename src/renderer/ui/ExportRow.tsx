/** One export: what it is, how far it is, and what can be done with it. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconFileCheck, IconFileDownload } from '@tabler/icons-react';
import type { ExportView } from '#shared/exporting.ts';
import classes from './ExportRow.module.css';
import { formatBytes, formatMoment } from './format.ts';

interface ExportRowProps {
  view: ExportView;
  timeZone: string;
  /** Where the finished file is. */
  fileUrl: string;
  onCancel: () => void;
}

/** Every state is as high and as wide: nothing moves while the bar grows, or when it is done. */
export function ExportRow({ view, timeZone, fileUrl, onCancel }: ExportRowProps) {
  const { title, fileName, state, progress } = view;
  const Icon = icons[state];
  return (
    <div className={classes.row} data-state={state}>
      <Icon className={classes.icon} size={20} stroke={1.6} aria-hidden="true" />
      <span className={classes.text}>
        <span className={`one-line ${classes.title}`} title={title} dir="auto">
          {title}
        </span>
        <span className={`one-line ${classes.detail}`} title={`${fileName} ${view.message ?? ''}`} dir="auto">
          {detailOf(view, timeZone)}
        </span>
      </span>
      <span className={classes.progress}>
        {state === 'running' ? (
          <>
            <progress
              className={classes.bar}
              aria-label={`Progress: ${title}`}
              max={1}
              {...(progress !== null && { value: progress })}
            />
            <span className={classes.share}>{progress === null ? '…' : `${Math.floor(progress * 100)} %`}</span>
          </>
        ) : (
          <span className={classes.size}>{state === 'done' ? formatBytes(view.bytes) : ''}</span>
        )}
      </span>
      <span className={classes.action}>
        {state === 'running' && (
          <Button variant="default" fullWidth aria-label={`Cancel: ${title}`} onClick={onCancel}>
            Cancel
          </Button>
        )}
        {state === 'done' && (
          <Button
            variant="default"
            fullWidth
            component="a"
            href={fileUrl}
            download={fileName}
            aria-label={`Download ${fileName}`}
            title={`Download ${fileName}`}
          >
            Download
          </Button>
        )}
      </span>
    </div>
  );
}

const icons = {
  running: IconFileDownload,
  done: IconFileCheck,
  failed: IconAlertTriangle,
  cancelled: IconCircleX,
} as const;

function detailOf({ state, fileName, folderName, message, startedAt, endedAt }: ExportView, timeZone: string): string {
  const at = formatMoment(endedAt ?? startedAt, timeZone);
  if (state === 'running') return fileName;
  if (state === 'failed') return message ?? 'It could not be written.';
  if (state === 'cancelled') return `Cancelled on ${at}; nothing was left behind.`;
  return [`${fileName} in ${folderName}`, at, message].filter(Boolean).join(' · ');
}
