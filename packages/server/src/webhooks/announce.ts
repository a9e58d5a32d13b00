import type { Deed } from '../audit/append.ts';
import { batches } from '../ingest/batches.ts';
import type { Writing } from '../store/database.ts';
import { dataOfDecisions, dataOfQuestions } from './event-data.ts';
import { type Event, eventId, eventTypes } from './events.ts';

/** Announces those deeds of the audit log that webhooks are told of, in the transaction that does them. */
export async function announceDeeds(writing: Writing, deeds: readonly Deed[], now: number): Promise<void> {
  const told = deeds.flatMap(({ action, subject, detail }) => {
    const type = eventTypes.find((each) => each === action);
    return type === undefined ? [] : [{ type, subject, detail }];
  });
  const listeners = await listenersTo(writing, told);
  if (listeners.length === 0) return;
  const decisions = await dataOfDecisions(
    writing,
    told.filter(({ type }) => type.startsWith('decision.')).map(({ subject }) => subject),
  );
  const events = told.map(({ type, subject, detail }): Event => {
    const { days } = detail;
    const more = typeof days === 'number' ? { days } : {};
    return { type, at: now, subject, data: { ...(decisions.get(subject) ?? { subject }), ...more } };
  });
  await keep(writing, events, listeners);
}

/** Announces that questions wait for a decision which did not before. */
export async function announceQuestions(
  writing: Writing,
  decisionGroupIds: readonly number[],
  now: number,
): Promise<void> {
  if (decisionGroupIds.length === 0) return;
  const listeners = await listenersTo(writing, [{ type: 'question.opened' }]);
  if (listeners.length === 0) return;
  const questions = await dataOfQuestions(writing, decisionGroupIds);
  const data = { count: decisionGroupIds.length, questions };
  const subject = questions[0]?.question ?? '';
  await keep(writing, [{ type: 'question.opened', at: now, subject, data }], listeners);
}

/** Announces something that no other function knows how to describe. */
export async function announce(writing: Writing, event: Event): Promise<void> {
  await keep(writing, [event], await listenersTo(writing, [event]));
}

/** Announces something to one webhook, whatever it listens to; answers the event's id. */
export async function announceTo(writing: Writing, webhookId: number, event: Event): Promise<string> {
  await keep(writing, [event], [{ id: webhookId, events: [event.type] }]);
  return eventId(event);
}

interface Listener {
  readonly id: number;
  readonly events: readonly Event['type'][];
}

async function listenersTo(
  writing: Writing,
  events: readonly Pick<Event, 'type'>[],
): Promise<readonly Listener[]> {
  if (events.length === 0) return [];
  const rows = await writing
    .selectFrom('webhook')
    .where('removedAt', 'is', null)
    .orderBy('id')
    .select(['id', 'events'])
    .execute();
  return rows
    .map(({ id, events: types }): Listener => ({ id, events: JSON.parse(types) }))
    .filter((listener) => events.some(({ type }) => listener.events.includes(type)));
}

/** Writes what is to be sent; sending it is for later, and for whoever finds it. */
async function keep(
  writing: Writing,
  events: readonly Event[],
  listeners: readonly Listener[],
): Promise<void> {
  const rows = events.flatMap((event) =>
    listeners
      .filter((listener) => listener.events.includes(event.type))
      .map(({ id: webhookId }) => ({
        webhookId,
        eventId: eventId(event),
        type: event.type,
        event: JSON.stringify(event.data),
        state: 'waiting' as const,
        createdAt: event.at,
        dueAt: event.at,
      })),
  );
  for (const part of batches(rows))
    await writing
      .insertInto('webhookDelivery')
      .values(part)
      .onConflict((conflict) => conflict.columns(['webhookId', 'eventId']).doNothing())
      .execute();
}
