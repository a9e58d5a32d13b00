import { Agent, type ClientRequestArgs, createServer, type ServerResponse } from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';
import type { GetOptions, Web, WebAnswer } from './web.ts';

/** An agent for a client that brings its own HTTP, and what the web told it besides an answer. */
export interface AgentOverWeb {
  readonly agent: Agent;
  /** The first question that got no answer, or `null`. */
  missed(): Exclude<WebAnswer, { readonly is: 'answer' }> | null;
}

/**
 * Makes an agent whose connections are no sockets: at their other end is a server in this process, which asks the web. So a
 * client that opens its own connections cannot leave the guard, the budgets and the cache, wherever it is sent.
 */
export function agentOver(web: Web, optionsFor: (url: string, accept: string) => GetOptions): AgentOverWeb {
  let missed: ReturnType<AgentOverWeb['missed']> = null;
  const protocols = new WeakMap<object, string>();
  const server = createServer((request, response) => {
    const url = `${protocols.get(request.socket)}//${request.headers.host}${request.url}`;
    const accept = request.headers.accept ?? '*/*';
    web.get(url, optionsFor(url, accept)).then(
      (answer) => {
        if (answer.is !== 'answer') missed ??= answer;
        send(answer, response);
      },
      (error: Error) => response.destroy(error),
    );
  });
  const agent = new AgentWithoutSockets((protocol) => {
    const [near, far] = duplexPair();
    protocols.set(far, protocol);
    server.emit('connection', far);
    // A client sets the time that a socket may be silent; the web has limits of its own.
    return Object.assign(near, { setTimeout: () => near });
  });
  return { agent, missed: () => missed };
}

class AgentWithoutSockets extends Agent {
  // For `https:` as well: what is encrypted is the way of the web.
  readonly protocol = undefined;
  private readonly connect: (protocol: string) => Duplex;

  constructor(connect: (protocol: string) => Duplex) {
    super();
    this.connect = connect;
  }

  override createConnection({ protocol }: ClientRequestArgs): Duplex {
    return this.connect(protocol ?? 'https:');
  }
}

function send(answer: WebAnswer, response: ServerResponse): void {
  switch (answer.is) {
    case 'answer':
      response.writeHead(200, {
        'content-type': answer.headers.get('content-type') ?? 'application/octet-stream',
      });
      response.end(answer.body);
      return;
    case 'absent':
    case 'forbidden':
      response.writeHead(answer.status).end();
      return;
    case 'unanswered':
      response.writeHead(503).end();
  }
}
