import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { checked, forbiddenLiteral, mayConnectFor } from '@fineprint/registries/egress';
import { explainNetwork, PrivateAddressError } from '@fineprint/registries/network-failure';

/** How sending ended: the receiver took it, answered something else, or did not answer. */
export type Sent =
  | { readonly is: 'taken'; readonly status: number }
  | { readonly is: 'refused'; readonly status: number; readonly because: string }
  | { readonly is: 'unanswered'; readonly because: string };

/** What is sent where. */
export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What limits sending. */
export interface SendLimits {
  /** `host` or `host:port` that may be private or without TLS. */
  readonly hosts: ReadonlySet<string>;
  readonly timeMs: number;
}

const mostHeaderBytes = 16_384;

/** Why an address cannot be that of a webhook, or `null`. */
export function webhookDefect(text: string, hosts: ReadonlySet<string>): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    return 'It has to be an address, as https://hooks.example/fineprint.';
  if (url.username !== '' || url.password !== '')
    return 'An address that holds credentials stands in logs: the signature tells the receiver who sends.';
  if (hosts.has(url.hostname) || hosts.has(url.host)) return null;
  const allow = 'whoever runs the server can allow its host by FINEPRINT_WEBHOOK_HOSTS';
  if (url.protocol === 'http:') return `Without TLS anybody between could read it: use https, or ${allow}.`;
  const literal = forbiddenLiteral(url, egressTo(hosts));
  return literal === null ? null : `${literal} is a private address: ${allow}.`;
}

/**
 * Sends a message once. The name is resolved once and only addresses that may be asked are connected to; where a redirect leads
 * nobody goes, and of the answer only its status is read.
 */
export async function send(
  { url: text, headers, body }: Message,
  { hosts, timeMs }: SendLimits,
): Promise<Sent> {
  const defect = webhookDefect(text, hosts);
  if (defect !== null) return { is: 'unanswered', because: defect };
  const url = new URL(text);
  const { promise, resolve } = Promise.withResolvers<Sent>();
  const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, {
    method: 'POST',
    // A connection of its own: one that is kept was checked at another time.
    agent: false,
    lookup: checked(mayConnectFor(url, egressTo(hosts))),
    maxHeaderSize: mostHeaderBytes,
    signal: AbortSignal.timeout(timeMs),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Fineprint',
      ...headers,
    },
  });
  request.once('response', (answer) => {
    resolve(sentBy(answer.statusCode ?? 0));
    answer.destroy();
  });
  // After the answer nothing more matters.
  request.on('error', (error: NodeJS.ErrnoException) => resolve(unanswered(error, timeMs)));
  // Of an answer that changes the protocol Node tells nothing but this, since nobody here speaks another one.
  request.once('close', () =>
    resolve({ is: 'unanswered', because: 'It closed the connection without an answer.' }),
  );
  request.end(body);
  return promise;
}

function egressTo(hosts: ReadonlySet<string>) {
  return { hosts, proxyFor: () => null, authorities: [] };
}

function sentBy(status: number): Sent {
  if (status >= 200 && status < 300) return { is: 'taken', status };
  const because =
    status >= 300 && status < 400
      ? `It answered ${status}: redirects are not followed, name the address itself.`
      : `It answered ${status}.`;
  return { is: 'refused', status, because };
}

function unanswered(error: NodeJS.ErrnoException, timeMs: number): Sent {
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return { is: 'unanswered', because: `It did not answer within ${timeMs / 1_000} seconds.` };
  if (error instanceof PrivateAddressError)
    return { is: 'unanswered', because: `Its name leads into a private network (${error.address}).` };
  return { is: 'unanswered', because: explainNetwork(error).because };
}
