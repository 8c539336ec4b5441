/** Files and rows that need a look. */
import { expectNoFinding } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';
import { openQuietPage } from './harness/quietPages.ts';

test('every kind of problem has its list and says what to do', async ({ app }) => {
  await openQuietPage(app, 'Problems');
  const kinds = app.getByRole('navigation', { name: 'Kinds of problems' }).getByRole('button');
  await expect(kinds).toHaveText([
    /Unreadable files/,
    /Manifest rows/,
    /Waiting files/,
    /Files gone/,
    /Manifests read/,
  ]);
  for (const kind of await kinds.all()) {
    await kind.click();
    await expect(kind).toHaveAttribute('aria-current', 'true');
    await expectNoFinding(app);
  }
  await expect(app.getByRole('listbox', { name: 'Manifests read' })).toBeVisible();
});

test('rebuilding the index explains itself first, and Escape leaves everything as it is', async ({ app }) => {
  await openQuietPage(app, 'Problems');
  await app.getByRole('button', { name: 'Rebuild index…' }).click();
  await expect(app.getByText('Nothing that you decided is lost')).toBeVisible();
  await expect(app.getByRole('button', { name: 'Rebuild now' })).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(app.getByText('Nothing that you decided is lost')).toBeHidden();
});
