import { auditRoutes } from './audit/routes.ts';
import { batchRoutes } from './batches/routes.ts';
import { componentRoutes } from './components/routes.ts';
import { decisionRoutes } from './decisions/routes.ts';
import { waiverRoutes } from './decisions/waiver-routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { questionRoutes } from './inbox/question-routes.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { licenseRoutes } from './licenses/routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import type { AnyRoute } from './route.ts';
import { tokenRoutes } from './tokens/routes.ts';
import { userRoutes } from './users/routes.ts';

/** Every route of the API, a folder a resource. */
export const routes: readonly AnyRoute[] = [
  ...auditRoutes,
  ...batchRoutes,
  ...componentRoutes,
  ...decisionRoutes,
  ...groupRoutes,
  ...inboxRoutes,
  ...licenseRoutes,
  ...projectRoutes,
  ...questionRoutes,
  ...reportRoutes,
  ...tokenRoutes,
  ...userRoutes,
  ...waiverRoutes,
];
