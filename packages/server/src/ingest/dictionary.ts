import { compareText } from '@fineprint/core';
import type { Clock } from '../clock.ts';
import type { Database, Reading, Writing } from '../store/database.ts';
import { batches } from './batches.ts';
import { hashOf } from './evidence.ts';
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
export function enter(named: Named, database: Database, clock: Clock): Promise<Dictionary> {
  if (named.uses.length + named.findings.length > batch) return enterAll(named, database, clock);
  // Each transaction waits for the disk: what is new in a small report has one.
  return database.write((writing) =>
    enterAll(named, { read: writing, write: (work) => work(writing) }, clock),
  );
}

/** What a report names. */
interface Named {
  readonly uses: readonly FlatUse[];
  readonly findings: readonly FlatFinding[];
}

/** What is read and written through: a database, or a transaction that was begun. */
interface Through {
  readonly read: Reading;
  write<T>(work: (writing: Writing) => Promise<T>): Promise<T>;
}

async function enterAll({ uses, findings }: Named, through: Through, clock: Clock): Promise<Dictionary> {
  const components = await entered(uses, through, componentSection);
  const versions = await entered(uses, through, versionSection(components));
  const named = [...uses, ...findings].flatMap(({ license }) => license ?? []);
  const licenses = await entered(named, through, licenseSection);
  const groups = groupSection({ components, licenses, now: clock.now(), id: clock.id });
  const decisionGroups = await entered(findings, through, groups);
  const reasons = uses.map((use) => use.evidence);
  const evidence = await entered(reasons, through, evidenceSection);
  return { components, versions, licenses, decisionGroups, evidence };
}

/** What makes findings one question: the rule, the component and, for rules about licences, the licence. */
export function identityOf({ rule, key, license }: FlatFinding): string {
  return JSON.stringify([rule, key, license]);
}

/** A table of the store that is a dictionary. */
interface Section<T> {
  textOf(item: T): string;
  /** The ids of those texts that are known. */
  find(reading: Reading, texts: readonly string[]): Promise<readonly Entry[]>;
  /** Enters what is new. Somebody else may do so at the same time. */
  add(writing: Writing, part: readonly T[]): Promise<unknown>;
}

interface Entry {
  readonly text: string;
  readonly id: number;
}

/**
 * Enters each of a list once, in the order of their texts: workers that lock rows in one order never block one another. Nearly
 * all of a report is known from the one before, and what is known is not entered.
 */
async function entered<T>(all: readonly T[], through: Through, section: Section<T>): Promise<Ids> {
  const items = new Map(all.map((item) => [section.textOf(item), item]));
  const texts = [...items.keys()].sort(compareText);
  const ids = new Map<string, number>();
  const learn = (entries: readonly Entry[]) => {
    for (const { text, id } of entries) ids.set(text, id);
  };
  for (let start = 0; start < texts.length; start += batch) {
    const part = texts.slice(start, start + batch);
    learn(await section.find(through.read, part));
    const missing = part.filter((text) => !ids.has(text));
    if (missing.length === 0) continue;
    await through.write(async (writing) => {
      await section.add(
        writing,
        missing.flatMap((text) => items.get(text) ?? []),
      );
      learn(await section.find(writing, missing));
    });
  }
  return ids;
}

const componentSection: Section<FlatUse> = {
  textOf: ({ key }) => key,
  find: (reading, texts) =>
    reading.selectFrom('component').where('key', 'in', texts).select(['id', 'key as text']).execute(),
  add: (writing, part) =>
    writing
      .insertInto('component')
      .values(part.map(({ key, kind, name }) => ({ key, kind, name, search: name.toLowerCase() })))
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute(),
};

function versionSection(components: Ids): Section<FlatUse> {
  return {
    textOf: ({ ref }) => ref,
    find: (reading, texts) =>
      reading.selectFrom('version').where('ref', 'in', texts).select(['id', 'ref as text']).execute(),
    add: (writing, part) =>
      writing
        .insertInto('version')
        .values(
          part.map(({ ref, key, version, purl }) => ({
            ref,
            componentId: idIn(components, key),
            version,
            purl,
          })),
        )
        .onConflict((conflict) => conflict.column('ref').doNothing())
        .execute(),
  };
}

const licenseSection: Section<string> = {
  textOf: (expression) => expression,
  find: (reading, texts) =>
    reading
      .selectFrom('license')
      .where('expression', 'in', texts)
      .select(['id', 'expression as text'])
      .execute(),
  add: async (writing, part) => {
    await writing
      .insertInto('license')
      .values(part.map((expression) => ({ expression })))
      .onConflict((conflict) => conflict.column('expression').doNothing())
      .execute();
    const rows = await licenseSection.find(writing, part);
    const parts = rows.flatMap(({ id, text }) =>
      licenseIdsOf(text).map((spdxId) => ({ licenseId: id, spdxId })),
    );
    for (const some of batches(parts))
      await writing
        .insertInto('licensePart')
        .values(some)
        .onConflict((conflict) => conflict.columns(['licenseId', 'spdxId']).doNothing())
        .execute();
  },
};

const evidenceSection: Section<string> = {
  textOf: hashOf,
  find: (reading, texts) =>
    reading.selectFrom('evidence').where('hash', 'in', texts).select(['id', 'hash as text']).execute(),
  add: (writing, part) =>
    writing
      .insertInto('evidence')
      .values(part.map((detail) => ({ hash: hashOf(detail), detail })))
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute(),
};

interface GroupMeans {
  readonly components: Ids;
  readonly licenses: Ids;
  readonly now: number;
  id(): string;
}

function groupSection({ components, licenses, now, id }: GroupMeans): Section<FlatFinding> {
  return {
    textOf: identityOf,
    find: (reading, texts) =>
      reading
        .selectFrom('decisionGroup')
        .where('identity', 'in', texts)
        .select(['id', 'identity as text'])
        .execute(),
    add: (writing, part) =>
      writing
        .insertInto('decisionGroup')
        .values(
          part.map((finding) => ({
            uid: id(),
            rule: finding.rule,
            componentId: finding.key === null ? null : idIn(components, finding.key),
            licenseId: finding.license === null ? null : idIn(licenses, finding.license),
            identity: identityOf(finding),
            kind: finding.kind,
            class: finding.class,
            severity: finding.severity,
            firstSeenAt: now,
          })),
        )
        .onConflict((conflict) => conflict.column('identity').doNothing())
        .execute(),
  };
}

/** The id of a text that was entered. */
export function idIn(ids: Ids, text: string): number {
  const id = ids.get(text);
  if (id === undefined) throw new Error(`"${text}" was not entered.`);
  return id;
}
