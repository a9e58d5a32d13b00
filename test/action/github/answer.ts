import type { Grant, Hosted, Hub } from './hub.ts';

/** A request that was found to be one of the description. */
export interface Asked {
  readonly hub: Hub;
  readonly hosted: Hosted;
  readonly grant: Grant | null;
  /** The address of the API, as the client knows it. */
  readonly api: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly accept: string;
}

/** What is answered: fields that are known, to be completed by the description's schema for the status; or bytes. */
export type Answer =
  | { readonly status: number; readonly known: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status: number; readonly bytes: Buffer; readonly type: string };

export type Handler = (asked: Asked) => Answer;

export const notFound = refusal(404, 'Not Found');

/** A refusal in the form that GitHub gives all of them. */
export function refusal(status: number, message: string): Answer {
  return {
    status,
    known: {
      message,
      documentation_url: 'https://docs.github.com/rest',
      ...(status !== 422 && { status: String(status) }),
    },
  };
}

/** A page of a list, with the links to the others. Their paths name the repository by its number, as GitHub's do. */
export function page(
  all: readonly unknown[],
  path: string,
  { api, query }: Pick<Asked, 'api' | 'query'>,
): Answer {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const at = Number(query.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (number: number, rel: string) => {
    const others = new URLSearchParams(query);
    others.set('page', String(number));
    return `<${api}${path}?${others}>; rel="${rel}"`;
  };
  const links = [
    ...(at > 1 ? [link(at - 1, 'prev'), link(1, 'first')] : []),
    ...(at < last ? [link(at + 1, 'next'), link(last, 'last')] : []),
  ];
  return {
    status: 200,
    known: all.slice((at - 1) * size, at * size),
    ...(links.length > 0 && { headers: { link: links.join(', ') } }),
  };
}

/** The fields of an account that are known of it. */
export function accountFields({ login, id, type }: { login: string; id: number; type: string }): object {
  return { login, id, type };
}
