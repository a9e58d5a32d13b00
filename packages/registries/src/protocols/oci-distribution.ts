import { createHash } from 'node:crypto';
import { type AskingMeans, homeOf, jsonOf, withoutAnswer } from '../registry.ts';
import { listAt, textAt } from '../values.ts';
import type { GetOptions, WebAnswer } from '../web/web.ts';

/** A repository of a registry: `docker.io`, `library/redis`. */
export interface Place {
  readonly registry: string;
  readonly repository: string;
}

/** A manifest or an index of manifests (https://github.com/opencontainers/image-spec/blob/main/manifest.md). */
export interface Manifest {
  readonly is: 'manifest';
  readonly value: unknown;
  readonly digest: string;
  readonly source: string;
  readonly staleSince: string | null;
  /** What the next question about the same repository is asked with. */
  readonly authorization: string | null;
  readonly identity: string;
}

/** Why nothing is known. */
export type Silence = ReturnType<typeof withoutAnswer>;

const accept = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * Asks a registry for what a tag or digest names (https://github.com/opencontainers/distribution-spec/blob/main/spec.md).
 */
export async function getManifest(
  place: Place,
  reference: string,
  means: AskingMeans,
): Promise<Manifest | Silence> {
  const path = `manifests/${encodeURIComponent(reference).replaceAll('%3A', ':')}`;
  const options: GetOptions = {
    accept,
    fresh: reference.startsWith('sha256:') ? 'forever' : 'day',
    maxBytes: 4 * 1024 ** 2,
  };
  const asked = await getOf(place, path, options, means);
  if (asked.is !== 'asked') return asked;
  return manifestOf(asked.answer, reference, asked.authorization, asked.identity);
}

/** An answer, and what was needed to get it. */
interface Asked {
  readonly is: 'asked';
  readonly answer: WebAnswer;
  readonly authorization: string | null;
  readonly identity: string;
}

/** Asks about a repository; where its registry wants a token, one is fetched for reading this repository. */
export async function getOf(
  place: Place,
  path: string,
  options: GetOptions,
  means: AskingMeans,
): Promise<Asked | Silence> {
  const url = `${homeFor(place, means)}/v2/${place.repository}/${path}`;
  const first = await means.web.get(url, options);
  if (first.is !== 'forbidden')
    return { is: 'asked', answer: first, authorization: null, identity: 'anonymous' };
  const access = await accessFor(place, first, means);
  if (!('authorization' in access)) return access;
  return { is: 'asked', answer: await means.web.get(url, { ...options, ...access }), ...access };
}

/** Another manifest or index of the same repository, asked for as the first one was. */
export async function getBeside(
  { source, identity, authorization }: Manifest,
  reference: string,
  means: AskingMeans,
): Promise<Manifest | Silence> {
  const url = source.replace(/\/manifests\/[^/]*$/, `/manifests/${reference}`);
  const answer = await means.web.get(url, {
    accept,
    fresh: reference.startsWith('sha256:') ? 'forever' : 'day',
    identity,
    maxBytes: 4 * 1024 ** 2,
    ...(authorization === null ? {} : { authorization }),
  });
  return manifestOf(answer, reference, authorization, identity);
}

/** A blob that a manifest names, if it is what its digest says. */
export async function getBlob(
  { source, identity, authorization }: Manifest,
  digest: string,
  means: AskingMeans,
  maxBytes = 32 * 1024 ** 2,
): Promise<WebAnswer> {
  const url = source.replace(/\/manifests\/[^/]*$/, `/blobs/${digest}`);
  if (!isDigest(digest))
    return { is: 'unanswered', url: source, because: `${source} names no blob by SHA-256.` };
  const answer = await means.web.get(url, {
    fresh: 'forever',
    identity,
    maxBytes,
    ...(authorization === null ? {} : { authorization }),
  });
  if (answer.is !== 'answer' || digestOf(answer.body) === digest) return answer;
  return { is: 'unanswered', url, because: `${url} answered with something else than what its digest says.` };
}

/** Whether it is a digest that can be checked; whatever else a manifest names would lead anywhere. */
function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The manifest for one platform: most images say the same on all of them. */
export async function platformOf(
  place: Place,
  manifest: Manifest,
  means: AskingMeans,
): Promise<Manifest | Silence> {
  const choices = listAt(manifest.value, 'manifests');
  if (choices.length === 0) return manifest;
  const isUsual = (one: unknown) =>
    textAt(one, 'platform', 'os') === 'linux' && textAt(one, 'platform', 'architecture') === 'amd64';
  const digest = textAt(choices.find(isUsual) ?? choices[0], 'digest');
  if (digest === null || !isDigest(digest))
    return { is: 'silent', because: `${manifest.source} names no image by SHA-256.` };
  return getManifest(place, digest, means);
}

function homeFor({ registry }: Place, means: AskingMeans): string {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  return homeOf(means, `oci ${registry}`, `https://${host}`);
}

function manifestOf(
  answer: WebAnswer,
  reference: string,
  authorization: string | null,
  identity: string,
): Manifest | Silence {
  if (answer.is !== 'answer') return withoutAnswer(answer);
  const json = jsonOf(answer);
  if (json.is !== 'json') return json;
  const digest = digestOf(answer.body);
  if (reference.startsWith('sha256:') && reference !== digest)
    return {
      is: 'unanswered',
      because: `${json.source} answered with something else than what its digest says.`,
    };
  const { value, source, staleSince } = json;
  return { is: 'manifest', value, digest, source, staleSince, authorization, identity };
}

type Access = { readonly authorization: string; readonly identity: string };

/** Follows a challenge (https://distribution.github.io/distribution/spec/auth/token). */
async function accessFor(
  place: Place,
  { headers, url, status }: Extract<WebAnswer, { readonly is: 'forbidden' }>,
  means: AskingMeans,
): Promise<Access | Silence> {
  const challenge = headers.get('www-authenticate') ?? '';
  const own = means.credentials.for('oci', url);
  const refused = {
    is: 'unanswered',
    because: `${new URL(url).host}: It asks for credentials (status ${status}).`,
  } as const;
  if (/^basic\b/i.test(challenge)) return own ?? refused;
  const parameters = new Map(
    [...challenge.matchAll(/(?<name>[a-z]+)="(?<value>[^"]*)"/gi)].map(({ groups }) => [
      groups?.name,
      groups?.value,
    ]),
  );
  const realm = parameters.get('realm') ?? '';
  if (!/^bearer\b/i.test(challenge) || !URL.canParse(realm)) return refused;
  const tokens = new URL(realm);
  tokens.searchParams.set('scope', `repository:${place.repository}:pull`);
  const service = parameters.get('service');
  if (service !== undefined) tokens.searchParams.set('service', service);
  // A registry may not have the user's password sent to whomever it likes.
  const login = own !== null && isSameSite(tokens, new URL(url)) ? own : null;
  const answer = jsonOf(
    await means.web.get(tokens.href, {
      fresh: 'never',
      ...(login ? { authorization: login.authorization } : {}),
    }),
  );
  if (answer.is !== 'json') return answer;
  const token = textAt(answer.value, 'token') ?? textAt(answer.value, 'access_token');
  if (token === null) return refused;
  return { authorization: `Bearer ${token}`, identity: login?.identity ?? `anyone ${place.registry}` };
}

/** Whether two hosts are of one owner, as `auth.docker.io` and `registry-1.docker.io` are. */
function isSameSite(one: URL, other: URL): boolean {
  return (
    one.protocol === other.protocol &&
    (one.host === other.host || (siteOf(one) === siteOf(other) && !/^[\d.]+$/.test(one.hostname)))
  );
}

// Below `co.uk` and its like everybody may have a name.
const shared = /^(?:ac|co|com|edu|gob|gov|go|ltd|me|mil|ne|net|nom|or|org|plc|sch)\.[a-z]{2}$/;

function siteOf({ hostname }: URL): string {
  const labels = hostname.split('.');
  const last = labels.slice(-2).join('.');
  return shared.test(last) ? labels.slice(-3).join('.') : last;
}
