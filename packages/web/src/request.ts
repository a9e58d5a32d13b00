import type { PageApi, PageDocument, Shown } from '@fineprint/server';

/** The part of an API path that continues a list where the page before it ended. */
export function following({ after }: Readonly<Record<string, string>>): string {
  return after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
}

/** The filters of the inbox, as its address and its forms name them. */
const filterNames = [
  'rule',
  'level',
  'license',
  'kind',
  'class',
  'group',
  'project',
  'component',
  'search',
] as const;
export type Filters = Readonly<Partial<Record<(typeof filterNames)[number], string>>>;

/** The filters that an address or a form names. */
export function filtersOf(from: { readonly [name: string]: string | undefined }): Filters {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = from[name]?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

/** Filters as the query of an address; empty where there are none. */
export function queryOf(filters: Filters): string {
  return new URLSearchParams(filters).toString();
}

const ownAddress = /^\/(?!\/)[\w=&%+.~*/?:@!-]{0,2000}$/;

/** The page that somebody came from, if it is one of ours: no form leads anywhere else. */
export function backOf(address: string | undefined): string {
  return address !== undefined && ownAddress.test(address) ? address : '/';
}

/** What a page with a form is drawn from: its address, what somebody has filled in so far, and why that was refused. */
export interface Filled {
  readonly query: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly refused: string | null;
}

/** The page of a form that nobody has filled in yet. */
export function unfilled(query: Filled['query']): Filled {
  return { query, fields: {}, refused: null };
}

interface Refused {
  readonly status: number;
  readonly detail: string;
}

/** The page of a form again, with what somebody filled in, and why it was refused. */
export async function again(
  page: (filled: Filled, api: PageApi) => Promise<PageDocument>,
  fields: Filled['fields'],
  { status, detail: refused }: Refused,
  api: PageApi,
): Promise<Shown> {
  return { status, document: await page({ query: {}, fields, refused }, api) };
}
