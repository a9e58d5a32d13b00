import { auditRoutes } from './audit/routes.ts';
import { badgeRoutes } from './badges/routes.ts';
import { batchRoutes } from './batches/routes.ts';
import { ciTrustRoutes } from './ci-trusts/routes.ts';
import { comparisonRoutes } from './comparisons/routes.ts';
import { componentRoutes } from './components/routes.ts';
import { versionRoutes } from './components/version-routes.ts';
import { decisionRoutes } from './decisions/routes.ts';
import { waiverRoutes } from './decisions/waiver-routes.ts';
import { exportRoutes } from './exports/routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { changeRoutes } from './history/change-routes.ts';
import { trendRoutes } from './history/routes.ts';
import { questionRoutes } from './inbox/question-routes.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { licenseRoutes } from './licenses/routes.ts';
import { meRoutes } from './me/routes.ts';
import { obligationRoutes } from './obligations/routes.ts';
import { tickRoutes } from './obligations/tick-routes.ts';
import { pipelineRoutes } from './pipelines/routes.ts';
import { dryRunRoutes } from './policies/dry-runs.ts';
import { overviewRoutes } from './policies/overview.ts';
import { versionRoutes as policyVersionRoutes } from './policies/versions.ts';
import { projectRoutes } from './projects/routes.ts';
import { reminderRoutes } from './reminders/routes.ts';
import { reportListRoutes } from './reports/list-routes.ts';
import { reportRoutes } from './reports/routes.ts';
import type { AnyRoute } from './route.ts';
import { signingKeyRoutes } from './signing-keys/routes.ts';
import { taskRoutes } from './tasks/routes.ts';
import { tokenRoutes } from './tokens/routes.ts';
import { userRoutes } from './users/routes.ts';
import { deliveryRoutes } from './webhooks/delivery-routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** Every route of the API, a folder a resource. */
export const routes: readonly AnyRoute[] = [
  ...auditRoutes,
  ...ciTrustRoutes,
  ...changeRoutes,
  ...comparisonRoutes,
  ...batchRoutes,
  ...badgeRoutes,
  ...componentRoutes,
  ...decisionRoutes,
  ...deliveryRoutes,
  ...exportRoutes,
  ...groupRoutes,
  ...inboxRoutes,
  ...licenseRoutes,
  ...meRoutes,
  ...obligationRoutes,
  ...tickRoutes,
  ...pipelineRoutes,
  ...overviewRoutes,
  ...policyVersionRoutes,
  ...dryRunRoutes,
  ...projectRoutes,
  ...reportListRoutes,
  ...questionRoutes,
  ...reminderRoutes,
  ...reportRoutes,
  ...signingKeyRoutes,
  ...taskRoutes,
  ...tokenRoutes,
  ...trendRoutes,
  ...userRoutes,
  ...versionRoutes,
  ...waiverRoutes,
  ...webhookRoutes,
];
