import type { Clock } from '../clock.ts';
import { patternOf, type Watch } from './watch.ts';

/**
 * Tells each request in a line of JSON: the pattern of its route and not its address, so that neither credentials nor what people
 * search for come into a log; and why it failed, where that is the server's doing.
 */
export function requestLog(clock: Pick<Clock, 'now'>, write: (line: string) => void): Watch {
  return {
    application: (app) => {
      const causes = new WeakMap<object, string>();
      app.addHook('onError', async (request, _reply, error) => {
        causes.set(request, error.message);
      });
      app.addHook('onResponse', async (request, reply) => {
        const isFault = reply.statusCode >= 500;
        write(
          JSON.stringify({
            time: new Date(clock.now()).toISOString(),
            request: request.id,
            method: request.method,
            route: patternOf(request),
            status: reply.statusCode,
            ms: Math.round(reply.elapsedTime),
            by: request.principal?.name ?? null,
            ...(isFault ? { cause: causes.get(request) ?? null } : {}),
          }),
        );
      });
    },
    query: () => undefined,
    task: (_task, work) => work(),
    phase: () => undefined,
    stop: () => Promise.resolve(),
  };
}
