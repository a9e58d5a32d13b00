import { sql } from 'kysely';
import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { within } from '../../access/within.ts';
import { dayOf } from '../../history/day.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';

const dayMs = 86_400_000;

const expiring = z.object({
  id: z.string(),
  question: z.string(),
  rule: z.string(),
  component: z.string().nullable(),
  license: z.string().nullable(),
  outcome: z.string(),
  decidedBy: z.string(),
  expiresAt: z.iso.datetime(),
  /** Days from today to the day on which it ends, in UTC. */
  daysLeft: z.int(),
});

export const expiringPage = pageOf(expiring);

const list = route({
  method: 'GET',
  url: '/decisions/expiring',
  summary: 'Lists the decisions in force that end within some days, the next first.',
  needs: 'read',
  query: pageQuery.extend({ days: z.coerce.number().int().min(1).max(366).default(14) }),
  result: expiringPage,
  handle: async ({ query: { after, limit, days }, principal }, { database, clock }) => {
    const now = clock.now();
    const reach = reachOf(principal, 'read');
    const from = cursorOf(z.tuple([z.int(), z.int()]), after);
    const rows = await database.read
      .selectFrom('decision')
      .innerJoin('decisionGroup', 'decisionGroup.id', 'decision.decisionGroupId')
      .leftJoin('component', 'component.id', 'decisionGroup.componentId')
      .leftJoin('license', 'license.id', 'decisionGroup.licenseId')
      .leftJoin('project', 'project.id', 'decision.projectId')
      // A literal, as in the index.
      .where(sql<boolean>`decision.state = 'in-force'`)
      .where('decision.expiresAt', '>', now)
      .where('decision.expiresAt', '<=', now + days * dayMs)
      .where(({ or, and, eb }) =>
        or([
          and([eb('decision.projectId', 'is', null), eb('decision.projectGroupId', 'is', null)]),
          and([eb('decision.projectId', 'is not', null), within(reach)]),
          and([
            eb('decision.projectGroupId', 'is not', null),
            reach === 'all' ? sql<boolean>`true` : eb('decision.projectGroupId', 'in', [...reach, 0]),
          ]),
        ]),
      )
      .$if(from !== null, (query) =>
        query.where(sql<boolean>`(decision.expires_at, decision.id) > (${sql.join(from ?? [])})`),
      )
      .orderBy('decision.expiresAt')
      .orderBy('decision.id')
      .limit(limit + 1)
      .select([
        'decision.id',
        'decision.uid',
        'decision.outcome',
        'decision.decidedBy',
        'decision.expiresAt',
        'decisionGroup.uid as question',
        'decisionGroup.rule',
        'component.key as component',
        'license.expression as license',
      ])
      .execute();
    return page(rows, limit, {
      item: ({ id: _id, uid, expiresAt, ...rest }) => ({
        ...rest,
        id: uid,
        expiresAt: isoTime(expiresAt ?? now),
        daysLeft: dayOf(expiresAt ?? now) - dayOf(now),
      }),
      cursor: ({ expiresAt, id }) => [expiresAt ?? now, id],
    });
  },
});

/** Decisions that end soon. */
export const reminderRoutes = [list];
