import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifySwagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { version } from 'fineprint/program';
import { authorized, type Needs } from '../access/authorized.ts';
import { type Limiter, type Limits, limiter, usualLimits } from '../access/limits.ts';
import type { Principal } from '../access/principal.ts';
import { mountBadges } from '../badges/mount-badges.ts';
import { mountPages } from '../pages/mount-pages.ts';
import type { Pages } from '../pages/page.ts';
import type { ServerMeans } from '../server-means.ts';
import { problemAnswer, unknownAnswer } from './answer-problem.ts';
import { base } from './base.ts';
import { answerClientError } from './client-error.ts';
import { documentIn } from './document-stream.ts';
import { Download } from './download.ts';
import { ApiProblem, problemSchema } from './problem.ts';
import { refuseUnstorable } from './refuse-unstorable.ts';
import { Answer, type AnyRoute } from './route.ts';
import { routes } from './routes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
}

/** What whoever runs the server says about who may ask it, and how slowly. */
export interface AppSettings {
  readonly limits?: Partial<Limits> | undefined;
  /** The proxies whose word on who asks is taken: addresses and networks, by commas. */
  readonly trustedProxies?: string | undefined;
  /** How long a request may take to come in; what is slower is ended. */
  readonly requestTimeoutMs?: number | undefined;
}

/** Builds the server's HTTP application; it listens nowhere, so that tests ask it without a port. */
export async function buildApp(
  means: ServerMeans,
  pages?: Pages,
  { limits, trustedProxies, requestTimeoutMs = 120_000 }: AppSettings = {},
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    // A request that is not whole after so long is ended, however slowly it goes on: the defaults wait for ever.
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: requestTimeoutMs / 2, connectionsCheckingInterval: requestTimeoutMs / 4 },
    ...(trustedProxies === undefined ? {} : { trustProxy: trustedProxies }),
    clientErrorHandler: answerClientError,
    bodyLimit: 1_048_576,
    // Nobody who asks chooses it: it stands in the log.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 2_000 },
  });
  means.watch?.application(app);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(problemAnswer(means));
  app.setNotFoundHandler(unknownAnswer(pages, means));
  app.addHook('onSend', async (_request, reply) => secured(reply));
  app.decorateRequest('principal', null);
  await app.register(fastifyCookie);
  const limit = await limiter(app, { ...usualLimits, ...limits });
  await app.register(fastifySwagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Fineprint', version } },
    transform: jsonSchemaTransform,
  });
  await app.register(
    async (api) => {
      // A form of another site can send this, and JSON looks like it.
      api.removeContentTypeParser('text/plain');
      for (const each of routes) declare(api, each, { means, limit });
      api.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    },
    { prefix: base },
  );
  mountBadges(app, means);
  if (pages) mountPages(app, pages, { means, limit });
  return app;
}

/** Nothing that is answered is a page, or is to be kept by what stands between; a route, and pages, may say otherwise. */
function secured(reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff');
  for (const [name, value] of Object.entries(closed)) if (!reply.hasHeader(name)) reply.header(name, value);
}

const closed = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

interface Serving {
  readonly means: ServerMeans;
  readonly limit: Limiter;
}

function declare(api: FastifyInstance, route: AnyRoute, { means, limit }: Serving): void {
  const status = route.status ?? 200;
  const declareIn = async (scope: FastifyInstance) => {
    // Documents are read by whoever takes them, and by nobody before.
    if (route.takesDocument) {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, content, done) => done(null, content));
    }
    scope.route({
      method: route.method,
      url: route.url,
      schema: {
        summary: route.summary,
        ...(route.params ? { params: route.params } : {}),
        ...(route.query ? { querystring: route.query } : {}),
        ...(route.body ? { body: route.body } : {}),
        response: { [status]: route.result, '4xx': problemSchema, '5xx': problemSchema },
      },
      onRequest: async (request) => {
        await limit.count(request, route.takesDocument ? 'uploads' : 'requests');
        const needs = { permission: route.needs, takesJobs: route.takesJobs ?? false };
        request.principal = await recognised(request, needs, { means, limit });
      },
      // What is read of a body has its form by now, and is no deeper than that.
      preHandler: async ({ url, body }) => refuseUnstorable(url, route.body && body),
      handler: async (request, reply) => {
        const { principal, params, query, body } = request;
        if (!principal) throw new ApiProblem('unauthenticated', 'Nobody is known by what the request shows.');
        const content = route.takesDocument ? documentIn(request.raw, means.mostBytes) : request.raw;
        const asked = { params, query, body, principal, content } as Parameters<AnyRoute['handle']>[0];
        // What nobody has read of a document is thrown away, so that the connection goes on.
        const answer = await route
          .handle(asked, means)
          .finally(() => route.takesDocument && content.destroy());
        if (answer instanceof Download) return reply.headers(answer.headers()).send(answer.content);
        if (answer instanceof Answer) {
          if (answer.type !== null) reply.type(answer.type);
          return reply.code(answer.status).send(answer.value);
        }
        return reply.code(status).send(answer);
      },
    });
  };
  void api.register(declareIn);
}

/**
 * Who asks. An address that shows tokens which are not known too often is told so in place of the reason; whoever shows one that is
 * known, from the same address, is not kept waiting.
 */
async function recognised(
  request: FastifyRequest,
  needs: Needs,
  { means, limit }: Serving,
): Promise<Principal> {
  try {
    return await authorized(request, needs, means);
  } catch (cause) {
    const hasShown = request.headers.authorization !== undefined;
    if (cause instanceof ApiProblem && cause.type === 'unauthenticated' && hasShown)
      await limit.count(request, 'attempts');
    throw cause;
  }
}
