import type { Report } from '@fineprint/core';
import { arrivals, inLines, type Times, timesOf } from './arrivals.ts';
import { documentOf, nameOf, type Size } from './documents.ts';
import { addressesToRead } from './reads.ts';
import { type Served, startServed } from './served.ts';

/** What is loaded, and where. */
export interface Load {
  readonly projects: number;
  /** For how long each rate is held. */
  readonly seconds: number;
  /** How many components the largest report has. */
  readonly largest: number;
  readonly size: Size;
  readonly template: Report;
  readonly data: string;
  readonly databaseUrl: string | null;
}

/** What was measured, what is aimed at, what came of it. */
type Row = readonly [string, string, string];

interface Accepted {
  readonly id: string;
}

interface Status {
  readonly id: string;
  readonly state: 'queued' | 'processed' | 'failed';
  readonly failure: string | null;
  readonly receivedAt: string;
  readonly processedAt: string | null;
}

/** Loads a new server and measures it; throws where something that it accepted is not there in the end. */
export async function load(asked: Load, phase: (name: string) => void): Promise<readonly Row[]> {
  const served = await startServed(asked.data, asked.databaseUrl);
  try {
    const client = clientOf(served);
    phase('filling');
    const filled = await fill(client, asked);
    phase('reading');
    const reading = await read(served, asked);
    phase('sending 2 MB');
    const large = await sendLarge(client, asked);
    phase('sending 20 a second, reading 50 a second');
    const sustained = await sustain(client, served, asked);
    phase(`sending ${asked.largest} components`);
    const largest = await sendLargest(client, served, asked);
    phase('counting');
    await assertComplete(served, asked);
    phase('judging by a new policy');
    const judged = await judgeAnew(served, asked);
    return [...filled, ...reading, ...large, ...sustained, ...largest, ...judged];
  } finally {
    await served.stop();
  }
}

interface Client {
  send(project: number, document: string): Promise<string>;
  /** Waits until reports are taken in; answers how long each took from its acceptance on, in ms. */
  taken(ids: readonly string[]): Promise<readonly number[]>;
}

const statusPauseMs = 200;

function clientOf({ ask }: Served): Client {
  const status = async (id: string): Promise<Status> =>
    (await ask(`/api/v1/reports/${id}`)).json() as Promise<Status>;
  const one = async (id: string): Promise<number> => {
    for (;;) {
      const { state, failure, receivedAt, processedAt } = await status(id);
      if (state === 'failed') throw new Error(`Report ${id} failed: ${failure}`);
      if (processedAt !== null) return Date.parse(processedAt) - Date.parse(receivedAt);
      await new Promise((resolve) => setTimeout(resolve, statusPauseMs));
    }
  };
  return {
    send: async (project, body) => {
      const path = `/api/v1/reports?project=${encodeURIComponent(nameOf(project))}`;
      const headers = { 'content-type': 'application/json' };
      const answer = await ask(path, { method: 'POST', headers, body });
      return ((await answer.json()) as Accepted).id;
    },
    taken: async (ids) => {
      const took: number[] = [];
      for (const id of ids) took.push(await one(id));
      return took;
    },
  };
}

const lines = 4;

async function fill(client: Client, { projects, size, template }: Load): Promise<readonly Row[]> {
  const start = performance.now();
  const ids: string[] = [];
  const accepted = await inLines(projects, lines, async (project) => {
    ids.push(await client.send(project, documentOf(template, size, project, 0)));
  });
  const sentIn = performance.now() - start;
  await client.taken(ids);
  const takenIn = performance.now() - start;
  return [
    [
      `${projects} reports, as fast as ${lines} senders can: accepted`,
      '–',
      `${perSecond(projects, sentIn)}, p95 ${ms(accepted.within(0.95))}`,
    ],
    ['the same: taken in', '20 reports/s', perSecond(projects, takenIn)],
  ];
}

async function read(served: Served, { seconds }: Load): Promise<readonly Row[]> {
  const addresses = await addressesToRead(served);
  const times = await arrivals(seconds * 50, 50, (index) => look(served, addresses, index));
  return [[`reads at 50/s (${addresses.length} pages and lists)`, 'p95 100 / 150 ms', spread(times)]];
}

async function look({ ask }: Served, addresses: readonly string[], index: number): Promise<void> {
  // A prime step, so that pages of one kind do not follow each other.
  await (await ask(addresses[(index * 37) % addresses.length] ?? '/')).arrayBuffer();
}

// Projects after those of the portfolio, for reports of other sizes.
const largeProjects = 10;

async function sendLarge(
  client: Client,
  { template, size, projects, seconds }: Load,
): Promise<readonly Row[]> {
  const usual = documentOf(template, size, 0, 0).length;
  const wide = { ...size, components: Math.round((size.components * 2_000_000) / usual) };
  // Written beforehand, here and below, so that it is the server that works.
  const documents = Array.from({ length: seconds }, (_, index) =>
    documentOf(template, wide, projects + (index % largeProjects), index),
  );
  const ids: string[] = [];
  const times = await arrivals(documents.length, 1, async (index) => {
    ids.push(await client.send(projects + (index % largeProjects), documents[index] ?? ''));
  });
  await client.taken(ids);
  return [['a report of 2 MB, one a second: accepted', 'p95 250 ms', spread(times)]];
}

async function sustain(
  client: Client,
  served: Served,
  { template, size, projects, seconds }: Load,
): Promise<readonly Row[]> {
  const addresses = await addressesToRead(served);
  const documents = Array.from({ length: 20 * seconds }, (_, index) =>
    documentOf(template, size, index % projects, 1 + Math.floor(index / projects)),
  );
  const ids: string[] = [];
  served.mostMemory();
  const [accepted, reads] = await Promise.all([
    arrivals(documents.length, 20, async (index) => {
      ids.push(await client.send(index % projects, documents[index] ?? ''));
    }),
    arrivals(seconds * 50, 50, (index) => look(served, addresses, index)),
  ]);
  const memory = served.mostMemory();
  return [
    ['20 reports/s, beside 50 reads/s: accepted', 'p95 250 ms', spread(accepted)],
    ['the same: to be seen after', 'p95 5 s', spread(timesOf(await client.taken(ids)))],
    ['the same: reads', 'p95 100 / 150 ms', spread(reads)],
    ['the same: memory of all its processes', '1,024 MiB', `${memory.all} MiB`],
  ];
}

async function sendLargest(
  client: Client,
  served: Served,
  { template, size, projects, largest }: Load,
): Promise<readonly Row[]> {
  const project = projects + largeProjects;
  const document = documentOf(template, { ...size, components: largest }, project, 0);
  served.mostMemory();
  const start = performance.now();
  await client.taken([await client.send(project, document)]);
  const seconds = (performance.now() - start) / 1000;
  const memory = served.mostMemory();
  return [
    [
      `a report of ${largest.toLocaleString('en')} components (${(document.length / 1e6).toFixed(0)} MB): sent and taken in`,
      '20 s',
      `${seconds.toFixed(1)} s`,
    ],
    ['the same: memory of the process that reads it', '600 MiB', `${memory.largest} MiB`],
    ['the same: memory of all its processes', '–', `${memory.all} MiB`],
  ];
}

interface Judging {
  readonly due: { readonly value: number };
}

/** Publishes a policy, by which every project is then judged, and counts for a while. */
async function judgeAnew({ ask }: Served, { seconds }: Load): Promise<readonly Row[]> {
  const due = async () => ((await (await ask('/api/v1/policies/judging')).json()) as Judging).due.value;
  const post = (path: string, body: unknown) =>
    ask(`/api/v1/policies/versions${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const draft = await post('', { scope: { is: 'all' }, text: 'extends: saas\n' });
  await post(`/${((await draft.json()) as Accepted).id}/changes`, { change: 'publish' });
  // What is counted is counted to 10,000 at most.
  const start = performance.now();
  const before = await due();
  let now = before;
  while (now > 0 && performance.now() - start < seconds * 1000) {
    await new Promise((resolve) => setTimeout(resolve, statusPauseMs));
    now = await due();
  }
  const rate = perSecond(before - now, performance.now() - start);
  return [['projects judged by a new policy', '100,000 in 20 / 5 min: 83 / 333 a second', rate]];
}

interface Listed {
  readonly items: readonly { readonly name: string; readonly components: number }[];
  readonly next: string | null;
}

/** Throws where a project of the portfolio is missing, there twice, or without what was sent of it. */
async function assertComplete({ ask }: Served, { projects, size }: Load): Promise<void> {
  const seen = new Map<string, number>();
  let after: string | null = '';
  while (after !== null) {
    const query: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const { items, next } = (await (await ask(`/api/v1/projects?limit=200${query}`)).json()) as Listed;
    for (const { name, components } of items) {
      if (seen.has(name)) throw new Error(`The project ${name} is there twice.`);
      seen.set(name, components);
    }
    after = next;
  }
  for (let project = 0; project < projects; project++)
    if (seen.get(nameOf(project)) !== size.components)
      throw new Error(
        `${nameOf(project)} has ${seen.get(nameOf(project))} components, not ${size.components}.`,
      );
}

function spread(times: Times): string {
  return `p50 ${ms(times.within(0.5))}, p95 ${ms(times.within(0.95))}, p99 ${ms(times.within(0.99))}`;
}

function ms(time: number): string {
  return time < 1000 ? `${time.toFixed(0)} ms` : `${(time / 1000).toFixed(1)} s`;
}

function perSecond(count: number, elapsedMs: number): string {
  return `${((count * 1000) / elapsedMs).toFixed(0)}/s`;
}
