/** Files that can't be read as pictures. */
import { useMemo } from 'react';
import type { FileProblem } from '#shared/problems.ts';
import { formatMoment } from '#ui/format.ts';
import { Detail, ListWithDetail } from './ListWithDetail.tsx';
import classes from './rows.module.css';

export function UnreadableList({ files, timeZone }: { files: readonly FileProblem[]; timeZone: string }) {
  const renderRow = useMemo(
    () => (file: FileProblem) => (
      <div className={classes.file}>
        <span className={classes.two}>
          <bdi className="one-line" title={file.name}>
            {file.name}
          </bdi>
          <bdi className={`one-line ${classes.soft}`} title={file.folder}>
            {file.folder}
          </bdi>
        </span>
        <span className={classes.two}>
          <span className="one-line" title={file.message}>
            {file.message}
          </span>
          <span className={`one-line ${classes.soft}`} title={file.advice}>
            {file.advice}
          </span>
        </span>
        <span className={`${classes.soft} ${classes.spare}`}>{formatMoment(file.seenAt, timeZone)}</span>
      </div>
    ),
    [timeZone],
  );
  return (
    <ListWithDetail
      label="Unreadable files"
      items={files}
      keyOf={keyOf}
      rowHeight={52}
      renderRow={renderRow}
      detailOf={(file) => (
        <Detail title={file.name} where={`in ${file.folder}, seen ${formatMoment(file.seenAt, timeZone)}`}>
          <p>{file.message}</p>
          <p>{file.advice}</p>
        </Detail>
      )}
    />
  );
}

const keyOf = (file: FileProblem) => file.id;
