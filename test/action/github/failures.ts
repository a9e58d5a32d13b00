import type { IncomingMessage, ServerResponse } from 'node:http';

/** How an answer goes wrong. */
export type Failure =
  | {
      readonly status: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A redirect to where it was asked. */
  | 'loop'
  /** Never answered. */
  | 'hang'
  /** The connection is cut. */
  | 'reset'
  /** JSON that ends in its middle. */
  | 'cut'
  /** Bytes that are no JSON, told to be. */
  | 'garbage'
  /** The page of a proxy that wants a login. */
  | 'page'
  /** JSON that is none of the description's. */
  | 'other'
  /** A few bytes now and then, without end. */
  | 'drip'
  /** More bytes than anybody wants. */
  | 'flood';

/** Which answers fail, and how often. */
export interface FailingOperation {
  /** An operation's id, `*` for all. */
  readonly operation: string;
  readonly as: Failure;
  /** How many times; every time if not given. */
  times?: number;
}

const dripMs = 20;

/** Answers a request wrongly. */
export function fail(failure: Failure, { url }: IncomingMessage, response: ServerResponse): void {
  if (typeof failure === 'object') {
    const { status, message = `Status ${status}`, headers = {} } = failure;
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(
      JSON.stringify({
        message,
        documentation_url: 'https://docs.github.com/rest',
        status: String(status),
      }),
    );
    return;
  }
  answers[failure](response, url ?? '/');
}

const answers: Readonly<Record<Extract<Failure, string>, (response: ServerResponse, url: string) => void>> = {
  loop: (response, url) => response.writeHead(302, { location: url }).end(),
  hang: () => undefined,
  reset: (response) => response.destroy(),
  cut: (response) => json(response).end('[{"id": 1, "bo'),
  garbage: (response) => json(response).end(Buffer.from([0xff, 0xfe, 0x00, 0x7b, 0x1b, 0x5b, 0x32, 0x4a])),
  page: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'),
  other: (response) =>
    json(response).end('{"tree": 7, "merge_base_commit": [], "user": "::error::x", "__proto__": {}}'),
  drip: (response) => {
    json(response).flushHeaders();
    const timer = setInterval(() => response.write(' '), dripMs);
    response.on('close', () => clearInterval(timer));
  },
  flood: (response) => {
    json(response);
    const chunk = Buffer.alloc(1 << 20, '[');
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', pour);
    pour();
  },
};

function json(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
}
