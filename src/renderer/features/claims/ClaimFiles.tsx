/** Files that belong to a claim: letters, forms, what the customer sent. */
import { IconAlertTriangle, IconFile } from '@tabler/icons-react';
import { claimFileUrl } from '#app/client.ts';
import type { ClaimDetail } from '#shared/claims.ts';
import type { EntryId } from '#shared/ids.ts';
import { formatBytes, formatMoment } from '#ui/format.ts';
import { LineAction } from '#ui/LineAction.tsx';
import { Notice } from '#ui/Notice.tsx';
import classes from './ClaimPage.module.css';
import { erasedWords } from './claimWords.ts';
import type { ClaimFilesAdding } from './useClaimFiles.ts';

interface ClaimFilesProps {
  claim: EntryId;
  files: ClaimDetail['files'];
  timeZone: string;
  adding: ClaimFilesAdding;
  onChoose: () => void;
}

export function ClaimFiles({ claim, files, timeZone, adding, onChoose }: ClaimFilesProps) {
  return (
    <section className={classes.block} aria-label="Files">
      <header className={classes.blockHead}>
        <h3>Files</h3>
        <LineAction
          letter="F"
          title="A letter, a form, what the customer sent; or drop files anywhere on this page"
          disabled={adding.adding !== null}
          onClick={onChoose}
        >
          Attach…
        </LineAction>
      </header>
      {files.length > 0 && (
        <ul className={classes.plain}>
          {files.map(({ entryId, fileName, bytes, at, isIntact }) => (
            <li key={entryId} className={classes.file}>
              <IconFile size={15} stroke={1.6} aria-hidden="true" />
              <span className={classes.breakable}>
                <a className={classes.link} href={claimFileUrl(claim, entryId)} download={fileName || 'file'}>
                  <bdi>{fileName || erasedWords}</bdi>
                </a>
                <span className={classes.aside}>
                  {' '}
                  {formatBytes(bytes)}, {formatMoment(at, timeZone)}
                </span>
                {!isIntact && (
                  <span className={classes.changed}>
                    <IconAlertTriangle size={13} stroke={1.8} aria-hidden="true" /> The copy that was kept is gone or is
                    not the same any more.
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {files.length === 0 && adding.adding === null && <p className={classes.faint}>None; drop some on this page.</p>}
      <p className={classes.aside} role="status">
        {adding.adding !== null && `Putting ${adding.adding} to the claim…`}
      </p>
      {adding.failures.length > 0 && (
        <Notice level="error">
          <ul className={classes.plain}>
            {adding.failures.map((failure) => (
              <li key={failure} className={classes.breakable}>
                {failure}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </section>
  );
}
