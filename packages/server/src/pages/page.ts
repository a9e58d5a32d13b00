import type { Permission } from '../access/principal.ts';

/** What a page or form is told of a request. */
export interface PageRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The fields of a form; empty for a page. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The public API, asked in the name of whoever looks at the page. Answers that are no success are thrown. */
export interface PageApi {
  get<Result>(path: string): Promise<Result>;
  /** As `get`, but `null` where there is no such thing. */
  find<Result>(path: string): Promise<Result | null>;
  post<Result>(path: string, body: object): Promise<Result>;
  put<Result>(path: string, body: object): Promise<Result>;
  delete<Result>(path: string): Promise<Result>;
  /** As `post`, but answers what whoever filled a form in can mend, so that the form is shown again with what they wrote. */
  attempt<Result>(path: string, body: object): Promise<Attempted<Result>>;
}

/** What came of an attempt: an answer, or what is wrong with what was asked, as a sentence. */
export type Attempted<Result> =
  | { readonly is: 'done'; readonly answer: Result }
  | { readonly is: 'refused'; readonly status: number; readonly detail: string };

/** A whole page, written once it is known what its reader may do: nothing leads where they may not go. */
export type PageDocument = (may: ReadonlySet<Permission>) => string;

/** A page of the interface for people: the public API is all it knows of. */
export interface Page {
  readonly url: string;
  render(request: PageRequest, api: PageApi): Promise<PageDocument>;
}

/** A form that a page holds; it works without a script. */
export interface Form {
  readonly url: string;
  /** Does what the form asks, and answers the address of the page that comes next, or a page of its own. */
  perform(request: PageRequest, api: PageApi): Promise<string | Shown>;
}

/**
 * A page that answers a form by itself and has no address: the form again, with what it would do or what has to be mended, or
 * a secret, which no history and no log keeps.
 */
export interface Shown {
  /** 200 where nothing is said. */
  readonly status?: number;
  readonly document: PageDocument;
}

/** How whoever is not logged in may come in. */
export interface Welcome {
  /** The link that they came by, and whether it lets them in without the identity provider. */
  readonly link: { readonly code: string; readonly isLocal: boolean } | null;
  /** Why they were not let in. */
  readonly said: string | null;
  /** The host of the identity provider, or `null` where there is none. */
  readonly provider: string | null;
  /** What somebody filled in whose session ended meanwhile, to be sent again. */
  readonly unsent: Unsent | null;
}

/** A form that could not be taken: where it goes, and its fields. It is in the page that answers, and nowhere else. */
export interface Unsent {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A file that pages name, under `/assets/`. */
export interface Asset {
  readonly type: string;
  readonly body: string;
}

/** The interface for people. */
export interface Pages {
  readonly pages: readonly Page[];
  readonly forms: readonly Form[];
  readonly assets: Readonly<Record<string, Asset>>;
  /** What is shown in place of a page that cannot be. */
  problem(problem: {
    readonly status: number;
    readonly title: string;
    readonly detail: string;
  }): PageDocument;
  /** The page of a link that lets somebody in, and of whoever is not known. */
  welcome(welcome: Welcome): PageDocument;
}
