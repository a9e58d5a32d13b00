import {
  absentKey,
  absentKeyOfItem,
  absentValue,
  claimOf,
  type FileProblem,
  get,
  items,
  mapOf,
  type Node,
  partOf,
  pointBehind,
  type ReferenceFact,
  type ReferenceParts,
  type Resolved,
  type ResolvedText,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
  withClaim,
} from '@fineprint/core';
import { type Asked, galaxyParts, isGalaxyName } from './galaxy-reference.ts';

/**
 * Reads what `ansible-galaxy install -r` installs: a list of roles, or `roles` and `collections`
 * (https://docs.ansible.com/ansible/latest/galaxy/user_guide.html#install-multiple-collections-with-a-requirements-file).
 */
export function* readRequirements(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const role of items(get(root, 'roles') ?? root)) yield* readRole(file, 'roles', role);
  for (const collection of items(root, 'collections')) yield* readCollection(file, 'collections', collection);
}

const roleName = /^(?:[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]+(?:,\S*)?|(?:git\+)?(?:https?|ssh):\/\/\S+|git@\S+)$/;

/** Reads a list of nothing but names, where all of them are those of roles: other programs have such lists, too. */
export function* readRoleNames(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const names = items(root);
  if (names.every((name) => name.is === 'scalar' && roleName.test(name.text)))
    yield* readRequirements(file, root);
}

/** Reads a role as requirements and `dependencies` name it: `src,version,name`, or `{src, version, scm}`. */
export function* readRole(
  file: SourceFile,
  list: string,
  role: Resolved,
): Iterable<ReferenceFact | FileProblem> {
  if (role.is === 'scalar') {
    if (role.isNull) return;
    const { resolved } = scalarReference(role);
    const [source, version] = partsAtCommas(resolved);
    if (source)
      yield* galaxyReference(file, list, role, {
        ...unsaid('ansible-role'),
        source,
        version: version ?? null,
        holder: role,
      });
    return;
  }
  // `include` names another file of requirements, which is read by itself.
  const key = ['src', 'role', 'name'].find((each) => textOf(role, each) !== undefined);
  const source = key && scalarOf(role, key);
  if (!source) return;
  const [named, inline] = partsAtCommas(scalarReference(source).resolved);
  if (!named) return;
  const version = resolvedAt(role, 'version') ?? inline ?? null;
  const type = textOf(role, 'scm') ?? null;
  yield* galaxyReference(file, list, source, {
    ...unsaid('ansible-role'),
    source: named,
    version,
    type,
    holder: role,
  });
}

/** Reads a collection: `namespace.name`, `namespace.name:>=1`, or `{name, version, source, type}`. */
function* readCollection(
  file: SourceFile,
  list: string,
  collection: Resolved,
): Iterable<ReferenceFact | FileProblem> {
  if (collection.is === 'scalar') {
    if (collection.isNull) return;
    const whole = scalarReference(collection).resolved;
    const isUrl = /:\/\/|^git@/.test(whole.text);
    const [source, version] = isUrl ? partsAtCommas(whole) : partsAt(whole, whole.text.indexOf(':'));
    if (source)
      yield* galaxyReference(file, list, collection, {
        ...unsaid('ansible-collection'),
        source,
        version: version ?? null,
        holder: collection,
      });
    return;
  }
  const map = mapOf(collection);
  const name = scalarOf(map, 'name') ?? scalarOf(map, 'source');
  if (!map || !name || name.isNull) return;
  const whole = scalarReference(name).resolved;
  const [source, inline] = /:\/\/|^git@/.test(whole.text)
    ? partsAtCommas(whole)
    : partsAt(whole, whole.text.indexOf(':'));
  if (!source) return;
  const server = textOf(map, 'source');
  yield* galaxyReference(file, list, name, {
    kind: 'ansible-collection',
    source,
    version: resolvedAt(map, 'version') ?? inline ?? null,
    type: textOf(map, 'type') ?? null,
    server: server && /^https?:\/\//i.test(server) ? server : null,
    holder: map,
  });
}

function unsaid<K extends Asked['kind']>(kind: K): Pick<Asked, 'type' | 'server'> & { readonly kind: K } {
  return { kind, type: null, server: null };
}

function resolvedAt(node: Resolved, key: string): ResolvedText | null {
  const scalar = scalarOf(node, key);
  return scalar && !scalar.isNull ? scalarReference(scalar).resolved : null;
}

function* galaxyReference(
  file: SourceFile,
  list: string,
  at: ScalarNode,
  asked: Asked & { readonly holder: Resolved },
): Iterable<ReferenceFact | FileProblem> {
  const parts = galaxyParts(file, asked);
  if (parts === undefined)
    yield file.problem(
      'reference-invalid',
      `"${at.text}" names no ${words[asked.kind]}: it is neither a name of Galaxy nor a URL.`,
      at,
    );
  if (!parts) return;
  yield referenceFact(
    { file, address: `${list}.${parts.name}`, usage: 'deployed' },
    scalarReference(at),
    withPlaceOfVersion(file, parts, at, asked.holder),
  );
}

/** Where a version would stand that is not written, and what a comment beside one claims. */
function withPlaceOfVersion(
  file: SourceFile,
  parts: ReferenceParts,
  at: ScalarNode,
  holder: Resolved,
): ReferenceParts {
  const version = scalarOf(holder, 'version');
  if (version) return withClaim(parts, claimOf(file, version));
  if (parts.request.is !== 'nothing' || parts.slots.length > 0 || parts.unpinnable) return parts;
  const isNamed = parts.kind === 'ansible-collection' && isGalaxyName(parts.name);
  const is = isNamed ? 'version' : 'commit';
  if (holder.is === 'map') {
    const behind = holder.entries.find(({ value }) => value === at)?.key.text ?? '';
    return { ...parts, slots: absentKey(file, holder, { key: 'version', behind }, is) };
  }
  // Only the command line takes `name:version`, and in a file roles alone have `source,version`.
  if (parts.kind === 'ansible-collection')
    return {
      ...parts,
      slots: isNamed ? absentKeyOfItem(file, at, { key: 'version', behind: 'name' }, is) : [],
    };
  const point = pointBehind(file.place(at));
  return { ...parts, slots: at.verbatim ? [{ ...absentValue(is, ','), place: point }] : [] };
}

const words = { 'ansible-role': 'role', 'ansible-collection': 'collection' } as const;

/** `source,version,name`: only the first two say what is asked for. */
function partsAtCommas(whole: ResolvedText): readonly (ResolvedText | undefined)[] {
  const [first, rest] = partsAt(whole, whole.text.indexOf(','));
  if (!rest) return [first];
  return [first, partsAt(rest, rest.text.indexOf(','))[0]];
}

function partsAt(whole: ResolvedText, at: number): readonly (ResolvedText | undefined)[] {
  if (at < 0) return [trimmed(whole, 0, whole.text.length)];
  return [trimmed(whole, 0, at), trimmed(whole, at + 1, whole.text.length)];
}

function trimmed(whole: ResolvedText, from: number, to: number): ResolvedText | undefined {
  const text = whole.text.slice(from, to);
  const start = from + text.length - text.trimStart().length;
  const end = to - (text.length - text.trimEnd().length);
  return start < end ? partOf(whole, { start, end }) : undefined;
}
