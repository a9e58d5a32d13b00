import { createHash } from 'node:crypto';
import { uuidV7 } from '../system-clock.ts';

/** What webhooks can be told of. Those that are deeds have the name that the audit log gives them. */
export const eventTypes = [
  'question.opened',
  'decision.made',
  'decision.confirmed',
  'decision.declined',
  'decision.withdrawn',
  'decision.expiring',
  'decision.expired',
  'policy.published',
  'report.failed',
] as const;
export type EventType = (typeof eventTypes)[number];

/** What a webhook is told because somebody tries it. */
export type TrialType = 'webhook.tried';

/** Something that happened. */
export interface Event {
  readonly type: EventType | TrialType;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The `uid` or name of what it happened to. */
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The id of an event, a UUIDv7 that follows from what it is. */
export function eventId({ type, at, subject }: Omit<Event, 'data'>): string {
  return uuidV7(
    at,
    createHash('sha256')
      .update(JSON.stringify([type, at, subject]))
      .digest(),
  );
}
