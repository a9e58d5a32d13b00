import type { ServerMeans } from '../../server-means.ts';
import { componentPage, componentRoutes, userPage } from '../components/routes.ts';
import { decisionPage } from '../decisions/decision.ts';
import { decisionRoutes } from '../decisions/routes.ts';
import { inboxPage, inboxRoutes } from '../inbox/routes.ts';
import { licenseRoutes, licenseUserPage } from '../licenses/routes.ts';
import { obligationPage, obligationRoutes } from '../obligations/routes.ts';
import { findingPage, projectPage, projectRoutes, usedPage } from '../projects/routes.ts';
import type { AnyRoute } from '../route.ts';
import { csvRoute } from './csv-route.ts';

const projects = csvRoute({
  list: listAt(projectRoutes, '/projects'),
  page: projectPage,
  columns: {
    project: ({ name }) => name,
    group: ({ group }) => group,
    remote: ({ remote }) => remote,
    'last report': ({ seenAt }) => seenAt,
    components: ({ components }) => components,
    errors: ({ findings }) => findings.error,
    warnings: ({ findings }) => findings.warning,
    notes: ({ findings }) => findings.note,
    'wait for a decision': ({ open }) => open,
    id: ({ id }) => id,
  },
});

const findings = csvRoute({
  list: listAt(projectRoutes, '/projects/:id/findings'),
  nameOf: projectName,
  page: findingPage,
  columns: {
    level: ({ level }) => level,
    rule: ({ rule }) => rule,
    state: ({ state }) => state,
    component: ({ ref }) => ref,
    message: ({ message }) => message,
    remedy: ({ remedy }) => remedy,
    path: ({ locations }) => locations[0]?.path ?? null,
    line: ({ locations }) => locations[0]?.line ?? null,
    places: ({ places }) => places,
    'first seen': ({ firstSeenAt }) => firstSeenAt,
    'waived until': ({ waiver }) => waiver?.expires ?? null,
    'waived because': ({ waiver }) => waiver?.reason ?? null,
    decided: ({ decision }) => decision?.outcome ?? null,
    'decided by': ({ decision }) => decision?.decidedBy ?? null,
    'decided at': ({ decision }) => decision?.decidedAt ?? null,
    'decided until': ({ decision }) => decision?.expiresAt ?? null,
    'decided because': ({ decision }) => decision?.reason ?? null,
    question: ({ group }) => group,
  },
});

const used = csvRoute({
  list: listAt(projectRoutes, '/projects/:id/components'),
  nameOf: projectName,
  page: usedPage,
  columns: {
    component: ({ name }) => name,
    kind: ({ kind }) => kind,
    version: ({ version }) => version,
    license: ({ license }) => license,
    class: (item) => item.class,
    pin: ({ pin }) => pin,
    usage: ({ usage }) => usage,
    places: ({ occurrences }) => occurrences,
    key: ({ key }) => key,
    ref: ({ ref }) => ref,
  },
});

const components = csvRoute({
  list: listAt(componentRoutes, '/components'),
  page: componentPage,
  columns: { component: ({ name }) => name, kind: ({ kind }) => kind, key: ({ key }) => key },
});

const usersOfComponent = csvRoute({
  list: listAt(componentRoutes, '/components/:key/uses'),
  page: userPage,
  columns: {
    project: ({ project }) => project.name,
    ref: ({ ref }) => ref,
    version: ({ version }) => version,
    license: ({ license }) => license,
    class: (item) => item.class,
    pin: ({ pin }) => pin,
    usage: ({ usage }) => usage,
    'project id': ({ project }) => project.id,
  },
});

const usersOfLicense = csvRoute({
  list: listAt(licenseRoutes, '/licenses/:id/uses'),
  page: licenseUserPage,
  columns: {
    project: ({ project }) => project.name,
    ref: ({ ref }) => ref,
    license: ({ license }) => license,
    usage: ({ usage }) => usage,
    key: ({ key }) => key,
    'project id': ({ project }) => project.id,
  },
});

const decisions = csvRoute({
  list: listAt(decisionRoutes, '/decisions'),
  page: decisionPage,
  columns: {
    outcome: ({ outcome }) => outcome,
    state: ({ state }) => state,
    rule: ({ rule }) => rule,
    component: ({ component }) => component,
    license: ({ license }) => license,
    versions: ({ versions }) => versions,
    scope: ({ scope }) => scope.is,
    of: ({ scope }) => (scope.is === 'project' ? scope.project : scope.is === 'group' ? scope.group : null),
    reason: ({ reason }) => reason,
    'decided by': ({ decidedBy }) => decidedBy,
    'decided at': ({ decidedAt }) => decidedAt,
    'confirmed by': ({ confirmedBy }) => confirmedBy,
    expires: ({ expiresAt }) => expiresAt,
    'ended by': ({ ended }) => ended?.by ?? null,
    'ended at': ({ ended }) => ended?.at ?? null,
    'ended because': ({ ended }) => ended?.reason ?? null,
    'replaced by': ({ ended }) => ended?.replacedBy ?? null,
    question: ({ question }) => question,
    id: ({ id }) => id,
  },
});

const waiting = csvRoute({
  list: listAt(inboxRoutes, '/inbox'),
  page: inboxPage,
  columns: {
    level: ({ level }) => level,
    rule: ({ rule }) => rule,
    component: ({ component }) => component?.key ?? null,
    license: ({ license }) => license,
    findings: ({ open }) => open,
    projects: (item) => item.projects,
    'first seen': ({ firstSeenAt }) => firstSeenAt,
    question: ({ id }) => id,
  },
});

const asked = csvRoute({
  list: listAt(obligationRoutes, '/projects/:id/obligations'),
  page: obligationPage,
  columns: {
    license: ({ license }) => license,
    obligation: ({ obligation }) => obligation,
    says: ({ says }) => says,
    when: ({ when }) => when,
    source: ({ source }) => source,
    components: (item) => item.components,
    state: ({ state }) => state,
    note: ({ tick }) => tick?.note ?? null,
    'ticked by': ({ tick }) => tick?.by ?? null,
    'ticked at': ({ tick }) => tick?.at ?? null,
    'new components since': ({ tick }) => tick?.newSince.value ?? null,
  },
});
async function projectName(id: string, { database }: ServerMeans): Promise<string> {
  const row = await database.read
    .selectFrom('project')
    .where('uid', '=', id)
    .select('name')
    .executeTakeFirst();
  return row?.name ?? id;
}

function listAt(routes: readonly AnyRoute[], url: string): AnyRoute {
  const found = routes.find((each) => each.method === 'GET' && each.url === url);
  if (!found) throw new Error(`There is no list at ${url}.`);
  return found;
}

/** Every list that spreadsheets get. */
export const csvRoutes = [
  projects,
  findings,
  used,
  components,
  usersOfComponent,
  usersOfLicense,
  decisions,
  waiting,
  asked,
];
