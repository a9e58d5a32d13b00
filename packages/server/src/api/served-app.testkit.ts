import { connect } from 'node:net';
import type { TestServer } from '../server.testkit.ts';
import { type AppSettings, buildApp } from './app.ts';

/** The application of a test server, really listening. */
export interface ServedApp {
  readonly url: string;
  /** Writes bytes as they are, and answers all that comes back until the connection ends. */
  speak(write: (say: (bytes: string | Buffer) => Promise<void>) => Promise<void>): Promise<string>;
  stop(): Promise<void>;
}

/** Listens for a test server, with settings of its own. */
export async function servedApp(
  { means, pages }: Pick<TestServer, 'means' | 'pages'>,
  settings: AppSettings = {},
): Promise<ServedApp> {
  const app = await buildApp(means, pages, settings);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    speak: async (write) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      const { promise, resolve } = Promise.withResolvers<void>();
      let answer = '';
      socket.setEncoding('utf8');
      socket.on('data', (text) => {
        answer += text;
      });
      // A connection that is reset has ended as well: what came before is what is asked about.
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
      await write((bytes) => {
        const written = Promise.withResolvers<void>();
        socket.write(bytes, () => written.resolve());
        return Promise.race([written.promise, promise]);
      });
      await promise;
      return answer;
    },
    stop: () => app.close(),
  };
}
