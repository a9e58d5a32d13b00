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
  post<Result>(path: string, body: object): Promise<Result>;
  put<Result>(path: string, body: object): Promise<Result>;
  delete<Result>(path: string): Promise<Result>;
}

/** A page of the interface for people: the public API is all it knows of. */
export interface Page {
  readonly url: string;
  /** The whole document. */
  render(request: PageRequest, api: PageApi): Promise<string>;
}

/** A form that a page holds; it works without a script. */
export interface Form {
  readonly url: string;
  /** Does what the form asks, and answers the address of the page that comes next, or a page with what is shown once. */
  perform(request: PageRequest, api: PageApi): Promise<string | ShownOnce>;
}

/** A page with a secret on it: it has no address, so that no history and no log keeps it. */
export interface ShownOnce {
  readonly document: string;
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
  problem(problem: { readonly status: number; readonly title: string; readonly detail: string }): string;
  /** The page of a link that lets somebody in, and of whoever is not known. */
  welcome(code: string | null, isWrong: boolean): string;
}
