import type { Server } from '@fineprint/server';
import { expect } from 'vitest';
import { allAnswers } from './all-answers.ts';
import { answerOf, firstToken, patient, takenIn } from './served.ts';

/** How a server is backed up and put back. */
export interface Drill {
  readonly server: Server;
  backUp(): Promise<void>;
  /** Starts a server on what was backed up. */
  restored(): Promise<Server>;
}

const components = Array.from({ length: 12 }, (_, index) => ({
  type: 'library',
  name: `package-${index}`,
  version: `1.${index}.0`,
  purl: `pkg:npm/package-${index}@1.${index}.0`,
  licenses: [{ license: { id: index % 3 === 0 ? 'AGPL-3.0-only' : 'MIT' } }],
}));

/**
 * Backs a server up while reports come in, puts it back, and holds every page and every answer against those before. Who asks
 * sees one project group, and what comes in is of another, so that the answers stay what they are all the while.
 */
export async function drill({ server, backUp, restored }: Drill): Promise<void> {
  const admin = new Admin(await firstToken(server));
  await admin.post(server.url, '/groups', { name: 'load' });
  for (let number = 0; number < 4; number += 1)
    await admin.takenIn(server.url, await admin.send(server.url, number, `project=steady-${number}`));
  const cookie = await whoSees('default', server.url, admin);
  const before = await allAnswers({ url: server.url, cookie });
  expect(before.size).toBeGreaterThan(60);

  let isLoading = true;
  const accepted: string[] = [];
  const load = (async () => {
    for (let number = 100; isLoading; number += 1)
      accepted.push(await admin.send(server.url, number, `project=load-${number % 5}&group=load`));
  })();
  await expect.poll(() => accepted.length, patient).toBeGreaterThanOrEqual(5);
  const certain = [...accepted];
  await backUp();
  // Reports came in all the while; what had come in before is in the backup.
  expect(accepted.length).toBeGreaterThan(certain.length);
  isLoading = false;
  await load;

  const { url } = await restored();
  const after = await allAnswers({ url, cookie });
  expect(new Map([...before].filter(([path, answer]) => after.get(path) !== answer))).toEqual(new Map());
  expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
  for (const id of certain) {
    await admin.takenIn(url, id);
    expect(await admin.get(url, `/reports/${id}/content`)).toMatchObject({ components });
  }
}

/** Sends reports and asks what became of them. */
class Admin {
  readonly #headers: Readonly<Record<string, string>>;

  constructor(token: string) {
    this.#headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  }

  get<T>(url: string, path: string): Promise<T> {
    return answerOf<T>(`${url}/api/v1${path}`, { headers: this.#headers });
  }

  post<T>(url: string, path: string, body: object): Promise<T> {
    return answerOf<T>(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: this.#headers,
      body: JSON.stringify(body),
    });
  }

  async send(url: string, number: number, query: string): Promise<string> {
    const document = { bomFormat: 'CycloneDX', specVersion: '1.6', version: number, components };
    return (await this.post<{ id: string }>(url, `/reports?${query}`, document)).id;
  }

  async takenIn(url: string, id: string): Promise<void> {
    await takenIn(url, id, this.#headers);
  }
}

/** Decides something, and lets somebody in who sees one project group; answers the cookie. */
async function whoSees(group: string, url: string, admin: Admin): Promise<string> {
  const { items } = await admin.get<{ items: { id: string }[] }>(url, '/inbox');
  await admin.post(url, '/decisions', {
    question: items[0]?.id,
    scope: { is: 'all' },
    outcome: 'approved',
    reason: 'It was looked at.',
  });
  const ada = { name: 'Ada', roles: [{ role: 'reviewer', group }] };
  const { link } = await admin.post<{ link: string }>(url, '/users', ada);
  const body = new URLSearchParams({ code: new URL(link).searchParams.get('code') ?? '' });
  const headers = { origin: url };
  const answer = await fetch(`${url}/welcome`, { method: 'POST', redirect: 'manual', body, headers });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}
