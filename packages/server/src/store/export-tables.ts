import type { Generated } from 'kysely';

/** A key by which the server signs what it gives away. */
export interface SigningKeyTable {
  id: Generated<number>;
  /** The beginning of the SHA-256 of its public half. */
  keyId: string;
  /** As PEM (SPKI). */
  publicKey: string;
  /** As PEM (PKCS #8). */
  privateKey: string;
  /** 1 for the one that signs; `null` for those that did, and are kept so that what they signed can be verified. */
  isCurrent: number | null;
  createdAt: number;
}

/** An address that is told what happens. */
export interface WebhookTable {
  id: Generated<number>;
  uid: string;
  name: string;
  url: string;
  /** The types of events that it is told, as a JSON list. */
  events: string;
  form: 'standard' | 'slack';
  /** As its owner has it; signing needs it as it is. */
  secret: string;
  /** The one before it, which signs as well for a while. */
  previousSecret: string | null;
  previousUntil: number | null;
  /** Nothing is sent before: it did not answer, or somebody is sending. */
  restsUntil: number;
  createdBy: string;
  createdAt: number;
  removedAt: number | null;
}

/** An event that a webhook is to be told: written in the transaction that makes it so, sent afterwards. */
export interface WebhookDeliveryTable {
  id: Generated<number>;
  webhookId: number;
  /** UUIDv7, the same at each attempt: by it whoever is told twice knows. */
  eventId: string;
  type: string;
  /** What happened, as JSON. */
  event: string;
  /** `failed` where no further attempt is made unless somebody asks for one. */
  state: 'waiting' | 'delivered' | 'failed';
  createdAt: number;
  dueAt: number;
  attempts: Generated<number>;
  /** What it answered last. */
  status: number | null;
  failure: string | null;
}

/** That the end of a decision was announced so many days before. */
export interface ReminderTable {
  decisionId: number;
  days: number;
  at: number;
}

/** A project group whose badges anybody may see. */
export interface PublicBadgeTable {
  projectGroupId: number;
}

export interface ExportTables {
  signingKey: SigningKeyTable;
  webhook: WebhookTable;
  webhookDelivery: WebhookDeliveryTable;
  reminder: ReminderTable;
  publicBadge: PublicBadgeTable;
}
