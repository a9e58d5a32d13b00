import { auditRoutes } from './audit/routes.ts';
import { comparisonRoutes } from './comparisons/routes.ts';
import { componentRoutes } from './components/routes.ts';
import { versionRoutes } from './components/version-routes.ts';
import { decisionRoutes } from './decisions/routes.ts';
import { waiverRoutes } from './decisions/waiver-routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { changeRoutes } from './history/change-routes.ts';
import { trendRoutes } from './history/routes.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { licenseRoutes } from './licenses/routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { reportListRoutes } from './reports/list-routes.ts';
import { reportRoutes } from './reports/routes.ts';
import type { AnyRoute } from './route.ts';
import { tokenRoutes } from './tokens/routes.ts';
import { userRoutes } from './users/routes.ts';

/** Every route of the API, a folder a resource. */
export const routes: readonly AnyRoute[] = [
  ...auditRoutes,
  ...changeRoutes,
  ...comparisonRoutes,
  ...componentRoutes,
  ...decisionRoutes,
  ...groupRoutes,
  ...inboxRoutes,
  ...licenseRoutes,
  ...projectRoutes,
  ...reportListRoutes,
  ...reportRoutes,
  ...tokenRoutes,
  ...trendRoutes,
  ...userRoutes,
  ...versionRoutes,
  ...waiverRoutes,
];
