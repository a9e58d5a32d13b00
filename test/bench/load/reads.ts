import { nameOf } from './documents.ts';
import type { Served } from './served.ts';

interface Listed {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | null;
}

/** Every page and list that reviewers look at, of some projects, components and questions that are there, and further pages of lists. */
export async function addressesToRead({ ask }: Served): Promise<readonly string[]> {
  const list = async (path: string): Promise<Listed> =>
    (await ask(`/api/v1${path}`)).json() as Promise<Listed>;
  const [projects, busiest, components, inbox] = await Promise.all([
    list('/projects?limit=20'),
    list('/projects?sort=open&limit=20'),
    list('/components?limit=20&search=v1'),
    list('/inbox?limit=20'),
  ]);
  const further = [
    ['/projects?limit=50', projects],
    ['/projects?sort=open&limit=50', busiest],
    ['/components?limit=50', components],
    ['/inbox?limit=50', inbox],
  ] as const;
  return [
    '/',
    '/projects',
    '/components',
    '/decisions',
    '/audit',
    ...further.map(
      ([path, { next }]) => `/api/v1${path}${next === null ? '' : `&after=${encodeURIComponent(next)}`}`,
    ),
    ...[...projects.items, ...busiest.items].flatMap(({ id }) => [
      `/projects/${id}`,
      `/api/v1/projects/${id}`,
      `/api/v1/projects/${id}/components?limit=200`,
      `/api/v1/projects/${id}/findings?limit=100`,
    ]),
    ...components.items.flatMap(({ key }) => [
      `/components/${encodeURIComponent(String(key))}`,
      `/api/v1/components/${encodeURIComponent(String(key))}/uses?limit=100`,
    ]),
    ...inbox.items.flatMap(({ id }) => [`/questions/${id}`, `/api/v1/inbox/${id}/findings?limit=100`]),
    '/api/v1/licenses/AGPL-3.0-only/uses?limit=100',
    '/api/v1/licenses/MIT/uses?limit=100',
    `/api/v1/waivers?project=${encodeURIComponent(nameOf(1))}`,
  ];
}
