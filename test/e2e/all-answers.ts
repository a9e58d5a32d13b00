import { createHash } from 'node:crypto';
import * as z from 'zod';

/** Who asks: a session for pages, which is good for the API, too. */
export interface Asker {
  readonly url: string;
  readonly cookie: string;
}

/** What a server answered, by address: the status and the SHA-256 of the body. */
export type Answers = ReadonlyMap<string, string>;

const mostPages = 400;

// What is signed or packed says when it was made; what is rendered takes a process each, and only documents, which are asked for.
const madeAnew = /\/(?:audit\/bundle|pipelines|export|me)(?:\?|$)/;

/** Follows every link of the pages, and asks every address that the API describes with every id that its lists give. */
export async function allAnswers(asker: Asker): Promise<Answers> {
  const answers = new Map<string, string>();
  await followLinks(asker, answers);
  await askApi(asker, answers);
  return answers;
}

async function asked({ url, cookie }: Asker, path: string, answers: Map<string, string>): Promise<string> {
  // No list gives the second of two ids.
  if (madeAnew.test(path) || path.includes('{')) return '';
  const answer = await fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual' });
  const body = await answer.text();
  answers.set(
    path,
    `${answer.status} ${createHash('sha256').update(body.replaceAll(url, '')).digest('hex')}`,
  );
  return body;
}

async function followLinks(asker: Asker, answers: Map<string, string>): Promise<void> {
  const toVisit = ['/'];
  for (let path = toVisit.shift(); path !== undefined && answers.size < mostPages; path = toVisit.shift()) {
    if (answers.has(path)) continue;
    const body = await asked(asker, path, answers);
    for (const { groups } of body.matchAll(/ href="(?<href>\/(?!assets\/)[^"#]*)/g))
      if (groups?.href) toVisit.push(groups.href.replaceAll('&amp;', '&'));
  }
}

const openApi = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const list = z.object({ items: z.array(z.looseObject({})), next: z.string().nullable() });

async function askApi(asker: Asker, answers: Map<string, string>): Promise<void> {
  const { paths } = openApi.parse(JSON.parse(await asked(asker, '/api/v1/openapi.json', answers)));
  const readable = Object.keys(paths).filter((path) => paths[path]?.get !== undefined);
  const ids = new Map<string, ReadonlySet<string>>();
  for (const path of readable.filter((each) => !each.includes('{')))
    ids.set(path, idsIn(await askList(asker, path, answers)));
  for (const path of readable.filter((each) => each.includes('{'))) {
    const parent = path.slice(0, path.indexOf('/{'));
    for (const id of ids.get(parent) ?? [])
      await askList(asker, path.replace(/\{\w+\}/, encodeURIComponent(id)), answers);
  }
}

/** Every part of a list, or the one answer where it is none. */
async function askList(asker: Asker, path: string, answers: Map<string, string>) {
  const items: Record<string, unknown>[] = [];
  for (let query = '?limit=20'; ; ) {
    const body = await asked(asker, `${path}${query}`, answers);
    // Other forms than JSON are no lists.
    const read = list.safeParse(/^[{[]/.test(body) ? JSON.parse(body) : null);
    items.push(...(read.data?.items ?? []));
    if (!read.data?.next) return items;
    query = `?limit=20&after=${read.data.next}`;
  }
}

function idsIn(items: readonly Record<string, unknown>[]): ReadonlySet<string> {
  return new Set(items.flatMap(({ id, key }) => [id, key].filter((each) => typeof each === 'string')));
}
