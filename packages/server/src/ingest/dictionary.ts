import { compareText } from '@fineprint/core';
import type { Clock } from '../clock.ts';
import type { Database, Writing } from '../store/database.ts';
import { enterEvidence, hashOf } from './evidence.ts';
import { type FlatFinding, type FlatUse, licenseIdsOf } from './flatten.ts';

/** The ids that texts have in the store. */
export interface Dictionary {
  readonly components: Ids;
  readonly versions: Ids;
  readonly licenses: Ids;
  readonly decisionGroups: Ids;
  readonly evidence: Ids;
}
type Ids = ReadonlyMap<string, number>;

// Long enough to be quick, short enough that nobody waits for a lock.
const batch = 500;

/**
 * Enters what a report names into the store's dictionaries, and answers the ids. These rows are only ever added, by many
 * workers at a time, and mean nothing by themselves: a crash in the middle loses and breaks nothing.
 */
export async function enter(
  uses: readonly FlatUse[],
  findings: readonly FlatFinding[],
  database: Database,
  clock: Clock,
): Promise<Dictionary> {
  const components = await entered(uses, ({ key }) => key, database, enterComponents);
  const versions = await entered(
    uses,
    ({ ref }) => ref,
    database,
    (writing, part) => enterVersions(writing, part, components),
  );
  const named = [...uses, ...findings].flatMap(({ license }) => license ?? []);
  const licenses = await entered(named, (text) => text, database, enterLicenses);
  const decisionGroups = await entered(findings, identityOf, database, (writing, part) =>
    enterDecisionGroups(writing, part, { components, licenses, now: clock.now(), id: clock.id }),
  );
  const evidence = await entered(
    uses.map((use) => use.evidence),
    hashOf,
    database,
    enterEvidence,
  );
  return { components, versions, licenses, decisionGroups, evidence };
}

/** What makes findings one question: the rule, the component and, for rules about licences, the licence. */
export function identityOf({ rule, key, license }: FlatFinding): string {
  return JSON.stringify([rule, key, license]);
}

/** Enters each of a list once, in the order of their texts: workers that lock rows in one order never block one another. */
async function entered<T>(
  all: readonly T[],
  textOf: (item: T) => string,
  database: Database,
  enterPart: (writing: Writing, part: readonly T[]) => Promise<readonly Entry[]>,
): Promise<Ids> {
  const distinct = [...new Map(all.map((item) => [textOf(item), item]))].sort(([a], [b]) =>
    compareText(a, b),
  );
  const ids = new Map<string, number>();
  for (let start = 0; start < distinct.length; start += batch) {
    const part = distinct.slice(start, start + batch).map(([, item]) => item);
    for (const { text, id } of await database.write((writing) => enterPart(writing, part))) ids.set(text, id);
  }
  return ids;
}

interface Entry {
  readonly text: string;
  readonly id: number;
}

async function enterComponents(writing: Writing, part: readonly FlatUse[]): Promise<readonly Entry[]> {
  await writing
    .insertInto('component')
    .values(part.map(({ key, kind, name }) => ({ key, kind, name, search: name.toLowerCase() })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return writing
    .selectFrom('component')
    .where(
      'key',
      'in',
      part.map(({ key }) => key),
    )
    .select(['id', 'key as text'])
    .execute();
}

async function enterVersions(
  writing: Writing,
  part: readonly FlatUse[],
  components: Ids,
): Promise<readonly Entry[]> {
  await writing
    .insertInto('version')
    .values(
      part.map(({ ref, key, version, purl }) => ({ ref, componentId: idIn(components, key), version, purl })),
    )
    .onConflict((conflict) => conflict.column('ref').doNothing())
    .execute();
  return writing
    .selectFrom('version')
    .where(
      'ref',
      'in',
      part.map(({ ref }) => ref),
    )
    .select(['id', 'ref as text'])
    .execute();
}

async function enterLicenses(writing: Writing, part: readonly string[]): Promise<readonly Entry[]> {
  await writing
    .insertInto('license')
    .values(part.map((expression) => ({ expression })))
    .onConflict((conflict) => conflict.column('expression').doNothing())
    .execute();
  const rows = await writing
    .selectFrom('license')
    .where('expression', 'in', part)
    .select(['id', 'expression as text'])
    .execute();
  await writing
    .insertInto('licensePart')
    .values(rows.flatMap(({ id, text }) => licenseIdsOf(text).map((spdxId) => ({ licenseId: id, spdxId }))))
    .onConflict((conflict) => conflict.columns(['licenseId', 'spdxId']).doNothing())
    .execute();
  return rows;
}

interface GroupMeans {
  readonly components: Ids;
  readonly licenses: Ids;
  readonly now: number;
  id(): string;
}

async function enterDecisionGroups(
  writing: Writing,
  part: readonly FlatFinding[],
  { components, licenses, now, id }: GroupMeans,
): Promise<readonly Entry[]> {
  const values = part.map((finding) => ({
    uid: id(),
    rule: finding.rule,
    componentId: finding.key === null ? null : idIn(components, finding.key),
    licenseId: finding.license === null ? null : idIn(licenses, finding.license),
    identity: identityOf(finding),
    kind: finding.kind,
    class: finding.class,
    severity: finding.severity,
    firstSeenAt: now,
  }));
  await writing
    .insertInto('decisionGroup')
    .values(values)
    .onConflict((conflict) => conflict.column('identity').doNothing())
    .execute();
  return writing
    .selectFrom('decisionGroup')
    .where(
      'identity',
      'in',
      values.map(({ identity }) => identity),
    )
    .select(['id', 'identity as text'])
    .execute();
}

/** The id of a text that was entered. */
export function idIn(ids: Ids, text: string): number {
  const id = ids.get(text);
  if (id === undefined) throw new Error(`"${text}" was not entered.`);
  return id;
}
