import fastifyRateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiProblem } from '../api/problem.ts';
import { hashOf } from './secret.ts';

/** How often one address, and one token or session, may ask within a minute. */
export interface Limits {
  readonly requests: number;
  /** Uploads have a budget of their own: a burst of pipelines keeps nobody from reading. */
  readonly uploads: number;
  /** Logging in, using a link, and showing a token that is not known, by address. */
  readonly attempts: number;
}

/** What people and pipelines of one network do not reach by honest work. */
export const usualLimits: Limits = { requests: 6_000, uploads: 3_000, attempts: 60 };

/** Too many requests, and how long to wait. */
export class TooMany extends ApiProblem {
  readonly retryAfterS: number;

  constructor(retryAfterS: number) {
    super('too-many-requests', `Ask again in ${retryAfterS} s.`);
    this.retryAfterS = retryAfterS;
  }
}

/** Counts what is asked; throws `TooMany` beyond the limits. */
export interface Limiter {
  count(request: FastifyRequest, is: keyof Limits): Promise<void>;
}

type Budget = ReturnType<FastifyInstance['createRateLimit']>;

const minuteMs = 60_000;

/** Makes what counts requests: in this process, for each address (a /64 of IPv6) and credential, the latest 10,000 of them. */
export async function limiter(app: FastifyInstance, limits: Limits): Promise<Limiter> {
  await app.register(fastifyRateLimit, { global: false, cache: 10_000 });
  const budgets = {
    requests: [byAddress(app, limits.requests), byCredential(app, limits.requests)],
    uploads: [byAddress(app, limits.uploads), byCredential(app, limits.uploads)],
    attempts: [byAddress(app, limits.attempts)],
  } satisfies Record<keyof Limits, readonly Budget[]>;
  return {
    count: async (request, is) => {
      for (const budget of budgets[is]) {
        const counted = await budget(request);
        if (!counted.isAllowed && counted.isExceeded) throw new TooMany(counted.ttlInSeconds);
      }
    },
  };
}

function byAddress(app: FastifyInstance, max: number): Budget {
  return app.createRateLimit({ max, timeWindow: minuteMs });
}

const noCredential = '';

function byCredential(app: FastifyInstance, max: number): Budget {
  return app.createRateLimit({
    max,
    timeWindow: minuteMs,
    // What is shown is a secret, and may be long.
    keyGenerator: ({ headers: { authorization, cookie } }) => {
      const shown = authorization ?? cookie;
      return shown === undefined ? noCredential : hashOf(shown);
    },
    allowList: (_request, key) => key === noCredential,
  });
}
