/** Files of the folder that aren't in yet. */
import { useMemo } from 'react';
import type { PendingFile } from '#shared/problems.ts';
import { formatMoment } from '#ui/format.ts';
import { pendingWords } from '#ui/words.ts';
import { Detail, ListWithDetail } from './ListWithDetail.tsx';
import classes from './rows.module.css';

export function PendingList({ files, timeZone }: { files: readonly PendingFile[]; timeZone: string }) {
  const renderRow = useMemo(
    () => (file: PendingFile) => (
      <div className={classes.waiting}>
        <span className={classes.two}>
          <bdi className="one-line" title={file.name}>
            {file.name}
          </bdi>
          <bdi className={`one-line ${classes.soft}`} title={file.folder}>
            {file.folder}
          </bdi>
        </span>
        <span className="one-line">{pendingWords[file.reason]}</span>
        <span className={`one-line ${classes.soft} ${classes.spare}`} title={file.message}>
          {file.message}
        </span>
        <span className={`${classes.soft} ${classes.spare}`}>since {formatMoment(file.since, timeZone)}</span>
      </div>
    ),
    [timeZone],
  );
  return (
    <ListWithDetail
      label="Waiting files"
      items={files}
      keyOf={keyOf}
      rowHeight={48}
      renderRow={renderRow}
      detailOf={(file) => (
        <Detail title={file.name} where={`in ${file.folder}, since ${formatMoment(file.since, timeZone)}`}>
          <p>{file.message}</p>
          {file.reason === 'online-only' && (
            <p>
              In Explorer or Finder, right-click its folder and choose “Always keep on this device” (OneDrive), “Make
              available offline” (Dropbox) or “Download now” (iCloud).
            </p>
          )}
        </Detail>
      )}
    />
  );
}

const keyOf = (file: PendingFile) => file.id;
