/** The five kinds of things that need a look: what each means, what to do, and its list. */
import type { ReactNode } from 'react';
import type { ProblemsView } from '#shared/problems.ts';
import { formatCount } from '#ui/format.ts';
import { ManifestList } from './ManifestList.tsx';
import { ManifestProblemList } from './ManifestProblemList.tsx';
import { MissingFiles } from './MissingFiles.tsx';
import { PendingList } from './PendingList.tsx';
import { UnreadableList } from './UnreadableList.tsx';

export interface ProblemKind {
  id: 'unreadable' | 'rows' | 'pending' | 'missing-files' | 'manifests';
  title: string;
  count: number;
  /** Somebody should do something; the others are only worth knowing. */
  needsLook: boolean;
  /** What it is and what to do, in a sentence or two. */
  about: string;
  /** Nothing on the list is good news. */
  isGoodWhenEmpty: boolean;
  /** What stands in place of an empty list. */
  none: string;
  list: ReactNode;
}

/** @param timeZone the depot's, for the times in the lists. */
export function kindsOf(problems: ProblemsView, timeZone: string): readonly ProblemKind[] {
  const { unreadable, pending, manifestProblems, manifestProblemsTotal, manifests, missingFiles } = problems;
  return [
    {
      id: 'unreadable',
      title: 'Unreadable files',
      count: unreadable.length,
      needsLook: true,
      isGoodWhenEmpty: true,
      about:
        'These files can’t be read as pictures, so their stops may seem to lack one. Once a file is replaced by a good one, it leaves this list by itself.',
      none: 'Every file could be read',
      list: <UnreadableList files={unreadable} timeZone={timeZone} />,
    },
    {
      id: 'rows',
      title: 'Manifest rows',
      count: manifestProblemsTotal,
      needsLook: true,
      isGoodWhenEmpty: true,
      about: aboutRows(manifestProblems.length, manifestProblemsTotal),
      none: 'Every manifest row could be read',
      list: <ManifestProblemList problems={manifestProblems} />,
    },
    {
      id: 'pending',
      title: 'Waiting files',
      count: pending.length,
      needsLook: false,
      isGoodWhenEmpty: true,
      about:
        'These files are on their way. Most come in by themselves; a file marked “Online only” must first be kept on this computer by the sync program.',
      none: 'No file is waiting',
      list: <PendingList files={pending} timeZone={timeZone} />,
    },
    {
      id: 'missing-files',
      title: 'Files gone',
      count: missingFiles,
      needsLook: false,
      isGoodWhenEmpty: true,
      about:
        'Photos that were in the folder once and aren’t now. What is known about them stays, and so do your decisions.',
      none: 'Every photo is still in its folder',
      list: <MissingFiles count={missingFiles} />,
    },
    {
      id: 'manifests',
      title: 'Manifests read',
      count: manifests.length,
      needsLook: false,
      isGoodWhenEmpty: false,
      about: 'Where the routes and stops come from, the newest first. A later file updates an earlier one.',
      none: 'No manifest has been read yet',
      list: <ManifestList manifests={manifests} timeZone={timeZone} />,
    },
  ];
}

function aboutRows(shown: number, total: number): string {
  const about =
    'What could not be read; everything else in these files is in. Put it right in the program it comes from and export again: the new file updates the old.';
  return shown < total ? `${about} The first ${formatCount(shown)} of ${formatCount(total)} are shown.` : about;
}
