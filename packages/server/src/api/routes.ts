import { auditRoutes } from './audit/routes.ts';
import { badgeRoutes } from './badges/routes.ts';
import { componentRoutes } from './components/routes.ts';
import { decisionRoutes } from './decisions/routes.ts';
import { waiverRoutes } from './decisions/waiver-routes.ts';
import { exportRoutes } from './exports/routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { licenseRoutes } from './licenses/routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { reminderRoutes } from './reminders/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import type { AnyRoute } from './route.ts';
import { signingKeyRoutes } from './signing-keys/routes.ts';
import { tokenRoutes } from './tokens/routes.ts';
import { userRoutes } from './users/routes.ts';
import { deliveryRoutes } from './webhooks/delivery-routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** Every route of the API, a folder a resource. */
export const routes: readonly AnyRoute[] = [
  ...auditRoutes,
  ...badgeRoutes,
  ...componentRoutes,
  ...decisionRoutes,
  ...deliveryRoutes,
  ...exportRoutes,
  ...groupRoutes,
  ...inboxRoutes,
  ...licenseRoutes,
  ...projectRoutes,
  ...reminderRoutes,
  ...reportRoutes,
  ...signingKeyRoutes,
  ...tokenRoutes,
  ...userRoutes,
  ...waiverRoutes,
  ...webhookRoutes,
];
