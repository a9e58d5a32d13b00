import type * as z from 'zod/mini';
import type { PolicyDocument } from './document.ts';
import type { PolicyDefect } from './policy-error.ts';
import { didYouMean } from './suggest.ts';

type Issue = z.core.$ZodIssue;

/** Reads a policy file through its schema; what does not fit throws with the place of each misfit. */
export function readThrough<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  document: PolicyDocument,
): z.output<S> {
  const read = schema.safeParse(value, { reportInput: true });
  if (read.success) return read.data;
  const [first, ...rest] = read.error.issues.flatMap((issue) => defectsOf(issue, [], schema, document));
  if (first === undefined) throw new TypeError('A schema refused a value without saying why.');
  throw document.error([first, ...rest]);
}

/** Tells what of a value at a path does not fit a schema; nothing where it fits. */
export function misfits(
  schema: z.ZodMiniType,
  value: unknown,
  document: PolicyDocument,
  at: readonly PropertyKey[],
): readonly PolicyDefect[] {
  const { error } = schema.safeParse(value, { reportInput: true });
  return error?.issues.flatMap((issue) => defectsOf(issue, at, schema, document)) ?? [];
}

function defectsOf(
  issue: Issue,
  before: readonly PropertyKey[],
  schema: z.ZodMiniType,
  document: PolicyDocument,
): readonly PolicyDefect[] {
  const path = [...before, ...issue.path];
  const location = document.placeOf(path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, issue.path);
      return issue.keys.map((key) => ({
        message: `The key "${cut(key)}" is not known${inside(path)}.${didYouMean(key, known)}${listed('Keys', known)}`,
        location: document.placeOfKey([...path, key]),
      }));
    }
    case 'invalid_union': {
      const branch = likeliest(issue.errors);
      if (branch) {
        return branch.flatMap((inner) => defectsOf(inner, path, schemaAt(schema, issue.path), document));
      }
      const expected = issue.errors.flatMap((errors) => errors.map(expectation));
      return [{ message: `${subject(path)} must be ${[...new Set(expected)].join(' or ')}.`, location }];
    }
    case 'invalid_type':
      if (issue.input === undefined) {
        const key = String(path.at(-1));
        const parent = path.slice(0, -1);
        return [
          { message: `The key "${key}" is missing${inside(parent)}.`, location: document.placeOf(parent) },
        ];
      }
      return [{ message: `${subject(path)} must be ${expectation(issue)}.`, location }];
    case 'invalid_value': {
      const values = issue.values.map(String);
      const given = typeof issue.input === 'string' ? issue.input : null;
      const meant = given === null ? '' : didYouMean(given, values);
      return [{ message: `${subject(path)} must be ${expectation(issue)}.${meant}`, location }];
    }
    default:
      return [{ message: issue.message, location }];
  }
}

/** The branch that the author meant: one that fails inside, not because the value is of another sort. */
function likeliest(errors: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const inner = errors.filter((issues) =>
    issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'),
  );
  const words = errors.filter((issues) =>
    issues.every((issue) => issue.code === 'invalid_value' && typeof issue.input === 'string'),
  );
  return inner[0] ?? words[0] ?? null;
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_value') {
    const values = issue.values.map((value) => `"${String(value)}"`);
    return values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`;
  }
  if (issue.code !== 'invalid_type') return 'something else';
  return sorts.get(issue.expected) ?? `a ${issue.expected}`;
}

const sorts: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['array', 'a list'],
  ['object', 'a mapping'],
  ['record', 'a mapping'],
]);

function subject(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'A policy' : `"${shown(path)}"`;
}

function inside(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : ` in "${shown(path)}"`;
}

function shown(path: readonly PropertyKey[]): string {
  const text = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${cut(String(step))}`))
    .join('');
  return text.replace(/^\./, '');
}

function listed(what: string, words: readonly string[]): string {
  return words.length === 0 ? '' : ` ${what}: ${words.join(', ')}.`;
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The keys that a schema knows at a path, for suggestions. */
function keysAt(schema: z.ZodMiniType, path: readonly PropertyKey[]): readonly string[] {
  const found = schemaAt(schema, path);
  const shape: unknown = Reflect.get(found._zod.def, 'shape');
  if (typeof shape === 'object' && shape !== null) return Object.keys(shape);
  const options = schemasOf(Reflect.get(found._zod.def, 'options'));
  return options.flatMap((option) => keysAt(option, []));
}

/** The schema of what stands at a path; the nearest one around it where it knows no such path. */
export function schemaAt(schema: z.ZodMiniType, path: readonly PropertyKey[]): z.ZodMiniType {
  const { def } = schema._zod;
  const inner = schemasOf([Reflect.get(def, 'innerType')])[0];
  if (inner) return schemaAt(inner, path);
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const shape: unknown = Reflect.get(def, 'shape');
  const next =
    typeof shape === 'object' && shape !== null && Object.hasOwn(shape, step)
      ? Reflect.get(shape, step)
      : (Reflect.get(def, 'element') ?? Reflect.get(def, 'valueType'));
  const [found] = schemasOf([next]);
  return found ? schemaAt(found, rest) : schema;
}

function schemasOf(values: unknown): readonly z.ZodMiniType[] {
  return Array.isArray(values) ? values.filter(isSchema) : [];
}

function isSchema(value: unknown): value is z.ZodMiniType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}
