import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { version } from 'fineprint/program';
import { nameOf, patternOf, type Watch } from './watch.ts';

/**
 * Sends spans to a collector by OTLP over HTTP (JSON): requests, tasks, the parts of ingest, queries without their values. What a
 * request says about traces of its own is not heeded, since anybody may send it.
 */
export function tracing(endpoint: string, failed: (cause: unknown) => void): Watch {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new Exporter({ url }, failed);
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': 'fineprint', 'service.version': version }),
    ),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const current = new AsyncLocalStorage<Span>();
  const spans = new Spans(provider.getTracer('fineprint'), current);
  return {
    application: (app) => {
      const open = new WeakMap<object, Span>();
      app.addHook('onRequest', (request, _reply, done) => {
        const span = spans.begun(`${request.method} ${patternOf(request)}`, SpanKind.SERVER);
        span.setAttributes({ 'http.request.method': request.method, 'http.route': patternOf(request) });
        open.set(request, span);
        current.run(span, done);
      });
      app.addHook('onResponse', async (request, reply) => {
        const span = open.get(request);
        span?.setAttribute('http.response.status_code', reply.statusCode);
        if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
        span?.end();
      });
    },
    query: (ended) => {
      const { operation, table } = nameOf(ended);
      const span = spans.past(`${operation} ${table}`.trim(), Date.now() - ended.durationMs, SpanKind.CLIENT);
      span.setAttributes({ 'db.operation.name': operation, 'db.collection.name': table });
      if (ended.failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
    task: async (task, work) => {
      const span = spans.begun(`task ${task.is}`, SpanKind.CONSUMER);
      try {
        return await current.run(span, work);
      } catch (cause) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw cause;
      } finally {
        span.end();
      }
    },
    phase: ({ name, startedAt, durationMs }) =>
      spans.past(`ingest ${name}`, startedAt, SpanKind.INTERNAL).end(startedAt + durationMs),
    // What the collector does not take is lost, and was told.
    stop: async () => {
      await Promise.allSettled([provider.shutdown()]);
    },
  };
}

/** Tells once that spans do not arrive: a collector that is gone for a day is not worth a line every few seconds. */
class Exporter extends OTLPTraceExporter {
  readonly #url: string;
  readonly #failed: (cause: unknown) => void;
  #isTold = false;

  constructor({ url }: { readonly url: string }, failed: (cause: unknown) => void) {
    super({ url, timeoutMillis: 5_000 });
    this.#url = url;
    this.#failed = failed;
  }

  override export(...[spans, done]: Parameters<OTLPTraceExporter['export']>): void {
    super.export(spans, (result) => {
      if (result.error && !this.#isTold)
        this.#failed(
          new Error(`Traces do not reach ${this.#url}: ${result.error.message}`, { cause: result.error }),
        );
      this.#isTold = result.error !== undefined;
      done(result);
    });
  }
}

/** Begins spans within the one that is open where they begin. */
class Spans {
  readonly #tracer: Tracer;
  readonly #current: AsyncLocalStorage<Span>;

  constructor(tracer: Tracer, current: AsyncLocalStorage<Span>) {
    this.#tracer = tracer;
    this.#current = current;
  }

  begun(name: string, kind: SpanKind): Span {
    return this.#tracer.startSpan(name, { kind }, this.#within());
  }

  past(name: string, startTime: number, kind: SpanKind): Span {
    return this.#tracer.startSpan(name, { kind, startTime }, this.#within());
  }

  #within() {
    const open = this.#current.getStore();
    return open ? trace.setSpan(ROOT_CONTEXT, open) : ROOT_CONTEXT;
  }
}
