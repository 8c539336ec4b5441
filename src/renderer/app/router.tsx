/** The pages, and the address of each. Hash history: the same files serve Electron's own scheme and the browser host. */
import { createHashHistory, createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { ActivityPage } from '#features/activity/ActivityPage.tsx';
import { ClaimFiguresPage } from '#features/claimFigures/ClaimFiguresPage.tsx';
import { ImportClaimsPage } from '#features/claims/ImportClaimsPage.tsx';
import { ConfirmationsPage } from '#features/confirmations/ConfirmationsPage.tsx';
import { DebriefPage } from '#features/debrief/DebriefPage.tsx';
import { ImportPage } from '#features/importing/ImportPage.tsx';
import { MapPage } from '#features/map/MapPage.tsx';
import { OptOutsPage } from '#features/optOuts/OptOutsPage.tsx';
import { PrivacyPage } from '#features/privacy/PrivacyPage.tsx';
import { ProblemsPage } from '#features/problems/ProblemsPage.tsx';
import { ProgrammePage } from '#features/programme/ProgrammePage.tsx';
import { ReportsPage } from '#features/reports/ReportsPage.tsx';
import { ScoresPage } from '#features/scores/ScoresPage.tsx';
import { SettingsPage } from '#features/settings/SettingsPage.tsx';
import { SyncPage } from '#features/sync/SyncPage.tsx';
import { UnmatchedPage } from '#features/unmatched/UnmatchedPage.tsx';
import { ClaimDesk } from './ClaimDesk.tsx';
import { ClaimsWithFigures } from './ClaimsWithFigures.tsx';
import { DeskPage } from './DeskPage.tsx';
import { EvidenceDesk } from './EvidenceDesk.tsx';
import { PageProblem } from './PageProblem.tsx';
import { type Place, readPlace } from './place.ts';
import { ReviewPage } from './ReviewPage.tsx';
import { Shell } from './Shell.tsx';

const root = createRootRoute({
  component: Shell,
  validateSearch: (search: Record<string, unknown>): Place => readPlace(search),
  errorComponent: PageProblem,
  notFoundComponent: () => null,
});

// To add a page: a route here, and an entry in the shell's navigation.
const pages = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: DeskPage }),
  createRoute({ getParentRoute: () => root, path: '/unmatched', component: UnmatchedPage }),
  createRoute({ getParentRoute: () => root, path: '/review', component: ReviewPage }),
  createRoute({ getParentRoute: () => root, path: '/sync', component: SyncPage }),
  createRoute({ getParentRoute: () => root, path: '/map', component: MapPage }),
  createRoute({ getParentRoute: () => root, path: '/programme', component: ProgrammePage }),
  createRoute({ getParentRoute: () => root, path: '/scores', component: ScoresPage }),
  createRoute({ getParentRoute: () => root, path: '/debrief', component: DebriefPage }),
  createRoute({ getParentRoute: () => root, path: '/reports', component: ReportsPage }),
  createRoute({ getParentRoute: () => root, path: '/activity', component: ActivityPage }),
  createRoute({ getParentRoute: () => root, path: '/confirmations', component: ConfirmationsPage }),
  createRoute({ getParentRoute: () => root, path: '/claims', component: ClaimsWithFigures }),
  createRoute({ getParentRoute: () => root, path: '/claims/figures', component: ClaimFiguresPage }),
  createRoute({ getParentRoute: () => root, path: '/claims/import', component: ImportClaimsPage }),
  createRoute({ getParentRoute: () => root, path: '/claims/$claim', component: ClaimDesk }),
  createRoute({ getParentRoute: () => root, path: '/privacy', component: PrivacyPage }),
  createRoute({ getParentRoute: () => root, path: '/evidence/$stop', component: EvidenceDesk }),
  createRoute({ getParentRoute: () => root, path: '/problems', component: ProblemsPage }),
  createRoute({ getParentRoute: () => root, path: '/opt-outs', component: OptOutsPage }),
  createRoute({ getParentRoute: () => root, path: '/import', component: ImportPage }),
  createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsPage }),
  createRoute({
    getParentRoute: () => root,
    path: '$',
    beforeLoad: () => {
      throw redirect({ to: '/', replace: true });
    },
  }),
]);

export const router = createRouter({
  routeTree: pages,
  history: createHashHistory(),
  defaultErrorComponent: PageProblem,
  defaultPreload: false,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
