import type { Component, ResolvedOccurrence } from '@fineprint/core';
import { noCredentials } from '../credentials/credentials.ts';
import type { AskingMeans } from '../registry.ts';
import type { Web } from '../web/web.ts';

/** A component as a registry is asked about it; what is not given is unknown. */
export function asked(given: Partial<Component> & Pick<Component, 'kind' | 'name'>): Component {
  const key = given.key ?? `${given.kind}:${given.name}`;
  const ref = `${key}@${given.commit ?? given.digest ?? given.version ?? given.requested ?? ''}`;
  const occurrence = occurrenceOf({ ...given, key, ref });
  return { ...nothingKnown, key, ref, ...given, occurrences: [occurrence] };
}

const nothingKnown = {
  purl: null,
  proposedPurl: null,
  subpath: null,
  source: null,
  assumedSource: null,
  supplier: null,
  version: null,
  digest: null,
  commit: null,
  hashes: [],
  requested: null,
  pin: null,
  usage: 'build',
  scope: 'required',
} as const;

/** The occurrence that asks for a version. */
export function occurrenceOf(
  given: Partial<Pick<Component, 'key' | 'ref' | 'source' | 'requested'>> & Pick<Component, 'kind' | 'name'>,
  is: 'version' | 'tag' | 'git-ref' = 'version',
): ResolvedOccurrence {
  const { kind, name, source, requested = null } = given;
  return {
    kind,
    name,
    ...(source ? { source } : {}),
    key: given.key ?? `${kind}:${name}`,
    ref: given.ref ?? `${kind}:${name}@${requested ?? ''}`,
    request: requested === null ? { is: 'nothing' } : { is, text: requested },
    requested,
    at: { path: 'a', line: 1, column: 1, endLine: 1, endColumn: 2, start: 0, end: 1 },
    text: name,
    address: '',
    usage: 'build',
    scope: 'required',
    slots: [],
    via: [],
    ecosystem: 'test',
    unit: 'test',
    in: null,
    version: null,
    commit: null,
    pin: null,
    credential: false,
  };
}

/** What a registry is asked with, its homes being those of a test. */
export function meansOf(web: Web, mirrors: Readonly<Record<string, string>>): AskingMeans {
  return {
    web,
    credentials: noCredentials,
    mirrors: new Map(Object.entries(mirrors)),
    services: new Set(['deps.dev', 'clearlydefined']),
    env: { PATH: process.env.PATH },
    publishedBefore: null,
    now: () => new Date('2026-01-02T03:04:05Z'),
  };
}
