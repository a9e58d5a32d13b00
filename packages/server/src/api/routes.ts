import { componentRoutes } from './components/routes.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { licenseRoutes } from './licenses/routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import type { AnyRoute } from './route.ts';

/** Every route of the API, a folder a resource. */
export const routes: readonly AnyRoute[] = [
  ...componentRoutes,
  ...inboxRoutes,
  ...licenseRoutes,
  ...projectRoutes,
  ...reportRoutes,
];
