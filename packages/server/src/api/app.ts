import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifySwagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { version } from 'fineprint';
import { authorized } from '../access/authorized.ts';
import type { Principal } from '../access/principal.ts';
import { mountPages } from '../pages/mount-pages.ts';
import type { Pages } from '../pages/page.ts';
import type { ServerMeans } from '../server-means.ts';
import { problemAnswer, unknownAnswer } from './answer-problem.ts';
import { base } from './base.ts';
import { ApiProblem, problemSchema } from './problem.ts';
import { Answer, type AnyRoute } from './route.ts';
import { routes } from './routes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
}

/** Builds the server's HTTP application; it listens nowhere, so that tests ask it without a port. */
export async function buildApp(means: ServerMeans, pages?: Pages): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    // A request that says nothing for so long is ended: the defaults wait for ever.
    requestTimeout: 60_000,
    connectionTimeout: 60_000,
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
  app.setNotFoundHandler(unknownAnswer(pages));
  app.decorateRequest('principal', null);
  await app.register(fastifyCookie);
  await app.register(fastifySwagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Fineprint', version } },
    transform: jsonSchemaTransform,
  });
  await app.register(
    async (api) => {
      for (const each of routes) declare(api, each, means);
      api.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    },
    { prefix: base },
  );
  if (pages) mountPages(app, pages, means);
  return app;
}

function declare(api: FastifyInstance, route: AnyRoute, means: ServerMeans): void {
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
        request.principal = await authorized(request, route.needs, means);
      },
      handler: async (request, reply) => {
        const { principal, params, query, body } = request;
        if (!principal) throw new ApiProblem('unauthenticated', 'Nobody is known by what the request shows.');
        const answer = await route.handle(
          { params, query, body, principal, content: request.raw } as Parameters<AnyRoute['handle']>[0],
          means,
        );
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
