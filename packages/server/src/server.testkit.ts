import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@fineprint/core';
import type { FastifyInstance } from 'fastify';
import { runScan } from 'fineprint';
import { type AccessOptions, accessMeans } from './access/access-means.ts';
import type { Limits } from './access/limits.ts';
import type { Role } from './access/principal.ts';
import { makeToken } from './access/tokens.ts';
import { buildApp } from './api/app.ts';
import { folderOfBlobs } from './blobs/folder.ts';
import type { Clock } from './clock.ts';
import { settled } from './documents/document-process.ts';
import type { Documents } from './documents/documents.ts';
import { type ReadingMeans, replier } from './documents/reply.ts';
import { childRenderer } from './exports/renderer.ts';
import { ingest } from './ingest/ingest.ts';
import { readDocument } from './ingest/read-document.ts';
import type { Pages } from './pages/page.ts';
import { performer } from './perform.ts';
import { rejudge } from './policies/rejudge.ts';
import { tryOut } from './policies/try-out.ts';
import { type HeldQueue, heldQueue } from './queue/held-queue.testkit.ts';
import type { ServerMeans } from './server-means.ts';
import type { Database } from './store/database.ts';
import { uuidV7 } from './system-clock.ts';
import { deliver } from './webhooks/deliver.ts';

/** A clock that a test turns on. */
export interface TestClock extends Clock {
  turn(ms: number): void;
}

/** Makes a clock that stands still, and ids that count. */
export function testClock(start = Date.parse('2026-11-27T12:00:00Z')): TestClock {
  let now = start;
  let count = 0;
  return {
    now: () => now,
    id: () => uuidV7(now, Buffer.from(String(++count).padStart(10, '0'))),
    turn: (ms) => {
      now += ms;
    },
  };
}

/** An answer of the API, read. */
export interface TestAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it is what it is about.
  readonly body: any;
}

/** A server that listens nowhere, with the project groups `default` and `other`. */
export interface TestServer {
  readonly app: FastifyInstance;
  readonly means: ServerMeans;
  readonly pages: Pages;
  readonly clock: TestClock;
  readonly queue: HeldQueue;
  /** What whoever runs the server was told of. */
  readonly failures: readonly unknown[];
  /** A new token of a role in a group, or in all. */
  token(role: Role, group?: string): Promise<string>;
  ask(
    token: string,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
  ): Promise<TestAnswer>;
  /** Sends a document, and takes it in. */
  send(document: string, query: string): Promise<TestAnswer>;
  close(): Promise<void>;
}

// What pages show is for tests of their own; that there are any lets people come in.
export const noPages: Pages = {
  pages: [],
  forms: [],
  assets: {},
  problem:
    ({ title }) =>
    () =>
      title,
  welcome: () => () => 'welcome',
};

/** Starts a server over a database. */
export async function startServer(
  database: Database,
  given: Partial<Pick<ServerMeans, 'fourEyes' | 'mostBytes' | 'renderer' | 'webhookHosts' | 'watch'>> = {},
  { limits, ...access }: AccessOptions & { readonly limits?: Partial<Limits> } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'fineprint-server-'));
  const clock = testClock();
  const blobs = folderOfBlobs(folder);
  const failures: unknown[] = [];
  const taking = { database, blobs, clock, readDocument };
  const queue: HeldQueue = heldQueue((task, signal) => perform(task, signal));
  const perform = performer({
    ...taking,
    queue,
    ingest: (reportId) => ingest(reportId, taking),
    deliver: (webhookId, signal) => deliver(webhookId, means, signal),
    judging: {
      atATime: database.dialect === 'postgres' ? 2 : 1,
      rejudge: (projectId) => rejudge(projectId, taking),
      tryOut: (dryRunId, projectId) => tryOut({ dryRunId, projectId }, taking),
    },
  });
  const means: ServerMeans = {
    database,
    blobs,
    documents: documentsHere({ database, blobs, clock }),
    queue,
    renderer: childRenderer(),
    clock,
    mostBytes: 10_000_000,
    fourEyes: false,
    webhookHosts: new Set(),
    publicOrigin: () => 'http://localhost',
    stopping: new AbortController().signal,
    failed: (cause) => failures.push(cause),
    access: accessMeans(access, { database, clock, failed: (cause) => failures.push(cause) }),
    ...given,
  };
  const app = await buildApp(means, noPages, { limits });
  const groups = await makeGroups(database, clock);
  const token = (role: Role, group?: string) =>
    database.write((writing) =>
      makeToken(
        writing,
        {
          name: `${role} of ${group ?? 'all'}`,
          role,
          groupId: group === undefined ? null : (groups.get(group) ?? 0),
          expiresAt: clock.now() + 86_400_000 * 365,
          createdBy: 'test',
        },
        clock,
      ),
    );
  const ingestToken = await token('ingest');
  return {
    app,
    means,
    pages: noPages,
    clock,
    queue,
    failures,
    token,
    ask: async (bearer, method, url, body) => {
      const answer = await app.inject({
        method,
        url: `/api/v1${url}`,
        headers: { authorization: `Bearer ${bearer}` },
        ...(body === undefined ? {} : { body }),
      });
      return {
        status: answer.statusCode,
        body: isJson(answer.headers['content-type']) ? answer.json() : answer.body,
      };
    },
    send: async (document, query) => {
      const headers = { authorization: `Bearer ${ingestToken}`, 'content-type': 'application/json' };
      const answer = await app.inject({
        method: 'POST',
        url: `/api/v1/reports?${query}`,
        headers,
        payload: document,
      });
      await queue.doAll();
      return { status: answer.statusCode, body: answer.json() };
    },
    close: async () => {
      await app.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Looks into documents in this process: what is tested with it is what it finds. */
function documentsHere(means: ReadingMeans): Documents {
  const reply = replier(means);
  return {
    compare: async (pair) => {
      settled(await reply({ is: 'compare', ...pair }));
    },
    checklist: async (of) => {
      settled(await reply({ is: 'checklist', ...of }));
    },
    around: async (reportId, at, most) => settled(await reply({ is: 'around', reportId, at, most })),
    stop: () => undefined,
  };
}

function isJson(type: unknown): boolean {
  return typeof type === 'string' && /[/+]json\b/.test(type);
}

async function makeGroups(database: Database, clock: Clock): Promise<ReadonlyMap<string, number>> {
  const rows = await database.write((writing) =>
    writing
      .insertInto('projectGroup')
      .values(['default', 'other'].map((name) => ({ uid: clock.id(), name, createdAt: clock.now() })))
      .returning(['name', 'id'])
      .execute(),
  );
  return new Map(rows.map(({ name, id }) => [name, id]));
}

/** Scans the repository that the tests have, offline and at a fixed time. */
export async function scannedHarbour(): Promise<Report> {
  const env = { SOURCE_DATE_EPOCH: '1790000000' };
  const { report } = await runScan('test/repos/harbour', {
    policies: [],
    exclude: [],
    only: [],
    cache: null,
    env,
  });
  return report;
}
