import { Readable } from 'node:stream';
import { csvRecord } from '@fineprint/report';
import * as z from 'zod';
import type { Principal } from '../../access/principal.ts';
import type { ServerMeans } from '../../server-means.ts';
import { Download } from '../download.ts';
import { type AnyRoute, route } from '../route.ts';

/** A cell: what a spreadsheet might take for a formula is written so that it does not. */
type Cell = string | number | boolean | null;

/** A list as a table: what its columns are called, and what stands in them. */
export interface CsvList<Item> {
  /** The route that gives the list in pages. */
  readonly list: AnyRoute;
  readonly page: z.ZodType<Page<Item>>;
  readonly columns: Readonly<Record<string, (item: Item) => Cell>>;
  /** What a list is of, as its file is called after it; left out, the id that its address names. */
  nameOf?(id: string, means: ServerMeans): Promise<string>;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

const rowsAtOnce = 200;
// A reader that is slower than that asks for less.
const longestMs = 300_000;

/** Makes the route that gives all of a list as CSV, page by page, under the same conditions as the list itself. */
export function csvRoute<Item>({ list, page: form, columns, nameOf }: CsvList<Item>): AnyRoute {
  const query = list.query?.omit({ after: true, limit: true });
  const turn = async (asked: Asked, after: string | null, means: ServerMeans) => {
    const paged = { ...asked.query, limit: rowsAtOnce, ...(after === null ? {} : { after }) };
    return form.parse(await list.handle({ ...asked, query: paged }, means));
  };
  const records = async function* (asked: Asked, first: Page<Item>, means: ServerMeans) {
    const until = means.clock.now() + longestMs;
    yield csvRecord(Object.keys(columns));
    for (let page = first; ; page = await turn(asked, page.next, means)) {
      yield page.items
        .map((each) => csvRecord(Object.values(columns).map((of) => cellOf(of(each)))))
        .join('');
      if (page.next === null) return;
      // What is cut off here does not look like a whole file: the connection breaks.
      if (means.clock.now() > until) throw new Error('A list was sent for longer than five minutes.');
    }
  };
  return route({
    method: 'GET',
    url: `${list.url}.csv`,
    summary: `${list.summary} All of it, as CSV (RFC 4180).`,
    needs: list.needs,
    ...(list.params ? { params: list.params } : {}),
    ...(query ? { query } : {}),
    result: z.string(),
    handle: async (given, means) => {
      const asked: Asked = { ...given, query: given.query ?? {}, params: given.params ?? {} };
      // What is wrong with the request is said before anything is sent.
      const first = await turn(asked, null, means);
      const words = list.url.split('/').filter((part) => part !== '' && !part.startsWith(':'));
      const [id] = Object.values(asked.params).map(String);
      const name = id === undefined ? words : [(await nameOf?.(id, means)) ?? id, words.at(-1)];
      const content = Readable.from(records(asked, first, means));
      return new Download(content, { type: 'text/csv; charset=utf-8', fileName: `${name.join('-')}.csv` });
    },
  });
}

interface Asked {
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: undefined;
  readonly principal: Principal;
  readonly content: Readable;
}

function cellOf(cell: Cell): string | number | null {
  return typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : cell;
}
