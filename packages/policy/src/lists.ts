import type { NonEmpty } from '@fineprint/core';
import type * as z from 'zod/mini';
import type { PolicyDocument } from './document.ts';
import { schemaAt } from './issues.ts';
import type { PolicyDefect } from './policy-error.ts';
import type { PolicyRule } from './rule.ts';
import { didYouMean } from './suggest.ts';

/** Entries that a file takes out of a list of the policy below it, and where it says so. */
export interface Removal {
  readonly entry: unknown;
  readonly path: readonly PropertyKey[];
}

/** A file in which every list is a plain one. */
export interface UnfoldedFile {
  /** Its places are still those of the text, whether a list stands there or a change to one. */
  readonly document: PolicyDocument;
  /** What a list takes away where it adds to the one below it; a list that is not in here replaces. */
  removalsAt(path: readonly PropertyKey[]): readonly Removal[] | undefined;
}

/**
 * Reads `{add: […], remove: […]}` in the place of a list as the entries that are added, and remembers what is removed.
 * Throws a `PolicyError` where such a change is not written so.
 */
export function unfoldLists(
  document: PolicyDocument,
  schema: z.ZodMiniType,
  rules: readonly PolicyRule[],
): UnfoldedFile {
  const changes = new Map<string, readonly Removal[]>();
  const defects: PolicyDefect[] = [];
  const isChanged = (path: readonly PropertyKey[]) => changes.has(pathText(path));
  const unfold = (value: unknown, path: readonly PropertyKey[]): unknown => {
    if (!isMap(value)) return value;
    if (!isListAt(path, schema, rules)) {
      if (path.length > 3) return value;
      return withoutPrototype(
        Object.entries(value).map(([key, inner]) => [key, unfold(inner, [...path, key])]),
      );
    }
    defects.push(...changeDefects(value, path, document));
    changes.set(
      pathText(path),
      listed(value.remove).map((entry, index) => ({ entry, path: [...path, 'remove', index] })),
    );
    return listed(value.add);
  };
  const value = unfold(document.value, []);
  const [first, ...rest] = defects;
  if (first) throw document.error([first, ...rest]);
  const written = (path: readonly PropertyKey[]) => withAdd(path, isChanged);
  return {
    removalsAt: (path) => changes.get(pathText(path)),
    document: {
      value,
      placeOf: (path) => document.placeOf(written(path)),
      placeOfKey: (path) => document.placeOfKey(written(path)),
      placeInText: (path, part) => document.placeInText(written(path), part),
      error: (found: NonEmpty<PolicyDefect>) => document.error(found),
    },
  };
}

/** Tells a mapping of a policy from its lists, texts and nulls. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const changeKeys = ['add', 'remove'];

function changeDefects(
  value: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  document: PolicyDocument,
): readonly PolicyDefect[] {
  const form = 'What is no list changes the one below it: {add: […], remove: […]}.';
  const unknown = Object.keys(value).filter((key) => !changeKeys.includes(key));
  const noLists = changeKeys.filter((key) => Object.hasOwn(value, key) && !Array.isArray(value[key]));
  return [
    ...unknown.map((key) => ({
      message: `The key "${key.slice(0, 60)}" is not known here.${didYouMean(key, changeKeys)} ${form}`,
      location: document.placeOfKey([...path, key]),
    })),
    ...noLists.map((key) => ({
      message: `"${key}" must be a list. ${form}`,
      location: document.placeOf([...path, key]),
    })),
  ];
}

/** A section, a list of `licenses`, an option of a rule: whether the schema has a list there. */
function isListAt(
  path: readonly PropertyKey[],
  schema: z.ZodMiniType,
  rules: readonly PolicyRule[],
): boolean {
  const [section, id, ...rest] = path;
  if (section === 'rules') {
    const options = rules.find((rule) => rule.id === id)?.options;
    return options !== undefined && rest.length === 1 && isArray(schemaAt(options, rest));
  }
  return path.length > 0 && path.length <= 2 && isArray(schemaAt(schema, path));
}

function isArray(schema: z.ZodMiniType): boolean {
  return schema._zod.def.type === 'array';
}

/** `licenses.allow.0` stands at `licenses.allow.add.0` where the list is changed. */
function withAdd(
  path: readonly PropertyKey[],
  isChanged: (path: readonly PropertyKey[]) => boolean,
): readonly PropertyKey[] {
  const at = path.findIndex((step, index) => typeof step === 'number' && isChanged(path.slice(0, index)));
  return at < 0 ? path : [...path.slice(0, at), 'add', ...path.slice(at)];
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function pathText(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

function withoutPrototype(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const map: Record<string, unknown> = Object.create(null);
  for (const [key, value] of entries) map[key] = value;
  return map;
}
