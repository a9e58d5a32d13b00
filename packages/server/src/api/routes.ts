import { auditRoutes } from './audit/routes.ts';
import { ciTrustRoutes } from './ci-trusts/routes.ts';
import { componentRoutes } from './components/routes.ts';
import { decisionRoutes } from './decisions/routes.ts';
import { waiverRoutes } from './decisions/waiver-routes.ts';
import { exportRoutes } from './exports/routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { licenseRoutes } from './licenses/routes.ts';
import { pipelineRoutes } from './pipelines/routes.ts';
import { dryRunRoutes } from './policies/dry-runs.ts';
import { overviewRoutes } from './policies/overview.ts';
import { versionRoutes } from './policies/versions.ts';
import { projectRoutes } from './projects/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import type { AnyRoute } from './route.ts';
import { signingKeyRoutes } from './signing-keys/routes.ts';
import { taskRoutes } from './tasks/routes.ts';
import { tokenRoutes } from './tokens/routes.ts';
import { userRoutes } from './users/routes.ts';

/** Every route of the API, a folder a resource. */
export const routes: readonly AnyRoute[] = [
  ...auditRoutes,
  ...ciTrustRoutes,
  ...componentRoutes,
  ...decisionRoutes,
  ...exportRoutes,
  ...groupRoutes,
  ...inboxRoutes,
  ...licenseRoutes,
  ...pipelineRoutes,
  ...overviewRoutes,
  ...versionRoutes,
  ...dryRunRoutes,
  ...projectRoutes,
  ...reportRoutes,
  ...signingKeyRoutes,
  ...taskRoutes,
  ...tokenRoutes,
  ...userRoutes,
  ...waiverRoutes,
];
