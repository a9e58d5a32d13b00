import { rules } from '@fineprint/policy';
import * as z from 'zod/mini';
import type { PolicyText } from '../policies.ts';
import { UsageError } from '../usage-error.ts';
import { askServer, ServerRefusal } from './ask-server.ts';
import { firstKeyOf, keepDocument, keptDocument, rememberKey } from './kept-document.ts';
import type { ReportServer } from './report-server.ts';
import { keyOfPem, type PipelineDocument, SignedDocument, verified } from './signed-document.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Whose policy and waivers are asked for, and how. */
export interface ServerAsking {
  readonly server: ReportServer;
  readonly project: string;
  /** Whether the server may be asked; otherwise what it said before is used. */
  readonly isOnline: boolean;
  readonly env: Env;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a server has to say about a project. */
export interface ServerPolicies {
  /** A text that extends the policies of the server and holds its waivers, and these policies by their names. */
  readonly text: PolicyText;
  readonly extended: ReadonlyMap<string, PolicyText>;
  readonly waivers: PipelineDocument['waivers'];
  /** What was decided against, which no waiver says. */
  readonly refusals: PipelineDocument['refusals'];
  /** Of when it is, and whatever else is to be said. */
  readonly remarks: readonly string[];
}

/**
 * Reads the policy and waivers of a report server: fetched, or a kept copy, which is verified as well. Throws a `UsageError`
 * where there is neither, or where what there is must not be used.
 */
export async function serverPolicies(asking: ServerAsking): Promise<ServerPolicies> {
  const { document, remarks } = asking.isOnline ? await fetched(asking) : await kept(asking);
  const { unknown, ...texts } = policyTexts(document);
  const left = `Waivers of the server for rules that this version does not know are left out: ${unknown.join(', ')}.`;
  const { refusals } = document;
  return { ...texts, refusals, remarks: unknown.length === 0 ? remarks : [...remarks, left] };
}

interface Said {
  readonly document: PipelineDocument;
  readonly remarks: readonly string[];
}

async function fetched(asking: ServerAsking): Promise<Said> {
  const { server, project, env, now } = asking;
  const { origin } = server;
  try {
    const signed = await askServer(server, {
      method: 'GET',
      path: `/api/v1/pipelines?${new URLSearchParams({ project })}`,
      form: SignedDocument,
    });
    const { key, remarks } = await keyOf(asking);
    const document = verified(signed, { key, server: origin, project, now });
    refuseOlder(document, asking, key);
    keepDocument(signed, origin, project, env);
    return { document, remarks };
  } catch (cause) {
    // A server that is down must not stop every pipeline; one that says no is heard.
    const isDown = cause instanceof ServerRefusal && (cause.status === null || cause.status >= 500);
    if (!isDown || keptDocument(origin, project, env) === null) throw cause;
    const said = await kept(asking);
    return { ...said, remarks: [cause.message, ...said.remarks] };
  }
}

async function kept(asking: ServerAsking): Promise<Said> {
  const { server, project, env, now } = asking;
  const signed = keptDocument(server.origin, project, env);
  if (signed === null)
    throw new UsageError(
      `Nothing is kept of what ${server.origin} says of "${project}": run once with --online, or "fineprint policy fetch".`,
    );
  const key = pinnedKey(asking);
  if (key === null) throw noKey(server.origin);
  const document = verified(signed, { key, server: server.origin, project, now });
  return { document, remarks: [ageOf(document, server.origin, now)] };
}

/** Somebody between could answer with what the server said before it changed its mind. */
function refuseOlder({ issuedAt }: PipelineDocument, asking: ServerAsking, key: string): void {
  const before = issuedBefore(asking, key);
  if (before === null || before <= issuedAt) return;
  throw new UsageError(
    `What ${asking.server.origin} answers is of ${issuedAt}, older than what it said on ${before}: it is not used.`,
  );
}

function issuedBefore({ server: { origin }, project, env }: ServerAsking, key: string): string | null {
  try {
    const signed = keptDocument(origin, project, env);
    return signed && verified(signed, { key, server: origin, project, now: 0 }).issuedAt;
  } catch (cause) {
    // A copy that must not be used makes way for what was just fetched.
    if (!(cause instanceof UsageError)) throw cause;
    return null;
  }
}

const dayMs = 86_400_000;

function ageOf({ issuedAt, project }: PipelineDocument, origin: string, now: number): string {
  const days = Math.max(0, Math.floor((now - Date.parse(issuedAt)) / dayMs));
  const age = days === 0 ? 'today' : days === 1 ? '1 day old' : `${days} days old`;
  return `The policy and waivers of ${origin} for ${project} are a copy of ${issuedAt.slice(0, 10)} (${age}).`;
}

const Keys = z.object({ items: z.array(z.object({ publicKey: z.string(), isCurrent: z.boolean() })) });

function pinnedKey({ server: { key, origin }, env }: ServerAsking): string | null {
  return key === 'first-use' ? firstKeyOf(origin, env) : key;
}

/** The key that is pinned; or the server's own, where the user said that the first one is trusted. */
async function keyOf(
  asking: ServerAsking,
): Promise<{ readonly key: string; readonly remarks: readonly string[] }> {
  const { server, env } = asking;
  const pinned = pinnedKey(asking);
  if (pinned !== null) return { key: pinned, remarks: [] };
  const key = await currentKey(server);
  if (server.key !== 'first-use') throw noKey(server.origin, key);
  rememberKey(server.origin, key, env);
  return { key, remarks: [`The key of ${server.origin} is trusted from now on: ${key}`] };
}

/** The key that a server signs with, by its own word. */
async function currentKey(server: ReportServer): Promise<string> {
  const asked = { method: 'GET', path: '/api/v1/signing-keys', form: Keys, isKnown: false } as const;
  const { items } = await askServer(server, asked);
  const current = items.find(({ isCurrent }) => isCurrent);
  if (!current) throw new UsageError(`${server.origin} shows no key that it signs with.`);
  return keyOfPem(current.publicKey);
}

function noKey(origin: string, key = 'ed25519:…'): UsageError {
  return new UsageError(
    `No key of ${origin} is pinned, and without one nobody knows who answers. Compare "${key}" with what the server shows on its page of policies, and write it into the settings (server: { key: … }) or FINEPRINT_SERVER_KEY; "first-use" there trusts the first that is seen.`,
  );
}

function policyTexts({ policies, waivers }: PipelineDocument) {
  const extended = new Map(
    policies.map(({ name, text }): [string, PolicyText] => [
      name,
      { name, path: name, text, isOfServer: true },
    ]),
  );
  // A rule of the policy's own is known by it.
  const isKnown = (rule: string) =>
    rules.some(({ id }) => id === rule) || policies.some(({ text }) => text.includes(rule));
  const [known, others] = [true, false].map((wanted) =>
    waivers.filter(({ rule }) => isKnown(rule) === wanted),
  );
  const value = { extends: [...extended.keys()], waivers: known };
  const text: PolicyText = { name: 'server', path: 'server', text: JSON.stringify(value), isOfServer: true };
  return { text, extended, waivers: known ?? [], unknown: [...new Set(others?.map(({ rule }) => rule))] };
}
