import {
  entries,
  get,
  items,
  type Node,
  nestedLookup,
  type Reference,
  type Resolved,
  resolveParts,
  type ScalarNode,
  scalarOf,
  scalarReference,
  splitVariables,
  suppliedText,
  type VariableLookup,
  type VariableRoom,
} from '@fineprint/core';

/** The value of a variable: a scalar, or a mapping with a `value` and a description. */
export function variableValues(holder: Node | undefined): ReadonlyMap<string, ScalarNode> {
  const found = new Map<string, ScalarNode>();
  for (const { key, value } of entries(holder, 'variables')) {
    const scalar = scalarOf(value) ?? scalarOf(value, 'value');
    if (scalar && !scalar.isNull) found.set(key.text, scalar);
  }
  return found;
}

// A matrix of honest pipelines makes a few dozen jobs; GitLab makes no more than 200.
const mostOfMatrix = 200;

/** The values that `parallel: matrix:` gives to variables, one list after the other. */
export function matrixValues(job: Resolved): ReadonlyMap<string, readonly ScalarNode[]> {
  const found = new Map<string, ScalarNode[]>();
  for (const row of items(job, 'parallel', 'matrix')) {
    for (const { key, value } of entries(row)) {
      const values = found.get(key.text) ?? [];
      const listed = value.is === 'list' ? items(value) : [value];
      for (const each of listed) if (each.is === 'scalar' && values.length < mostOfMatrix) values.push(each);
      found.set(key.text, values);
    }
  }
  return found;
}

/** What variables are worth in a job: the nearest declaration wins, then the inputs of the file. */
export interface Scope {
  readonly layers: readonly ReadonlyMap<string, ScalarNode>[];
  readonly inputs: ReadonlyMap<string, ScalarNode>;
  /** Shared by all scopes of a file. */
  readonly room: VariableRoom;
  /** What files that include this one, or are included beside it, set. */
  readonly outer?: (name: string) => string | null;
}

const lookups = new WeakMap<Scope, VariableLookup>();

/** Answers variables of a scope, the variables in their values filled in as well. */
export function lookupIn(scope: Scope): VariableLookup {
  const known = lookups.get(scope);
  if (known) return known;
  const lookup = nestedLookup(scope.room, (name, inner) => {
    const scalar = scope.layers.find((layer) => layer.has(name))?.get(name);
    const supplied = scalar ? null : (scope.outer?.(name) ?? null);
    if (!scalar) return supplied === null ? null : { value: suppliedText(supplied), place: null };
    return { value: filledIn(scalar, inner).resolved, place: { start: scalar.start, end: scalar.end } };
  });
  lookups.set(scope, lookup);
  return lookup;
}

/** Fills in `$NAME` and `${NAME}`; GitLab knows no defaults in them. */
export function filledIn(scalar: ScalarNode, lookup: VariableLookup): Reference {
  const { text, start, end, verbatim } = scalar;
  if (!text.includes('$')) return scalarReference(scalar);
  const { parts } = splitVariables(text, { quotes: false, escape: null, doubledDollar: true });
  const placeOf = (span: { start: number; end: number }) =>
    verbatim ? { start: start + span.start, end: start + span.end } : { start, end };
  return { at: { start, end }, resolved: resolveParts(parts, { text, placeOf }, lookup) };
}

/** The defaults of the inputs that a file declares in its header (`spec: inputs:`). */
export function inputDefaults(roots: readonly Node[]): ReadonlyMap<string, ScalarNode> {
  const found = new Map<string, ScalarNode>();
  for (const root of roots) {
    for (const { key, value } of entries(get(root, 'spec'), 'inputs')) {
      const scalar = scalarOf(value, 'default');
      if (scalar && !scalar.isNull) found.set(key.text, scalar);
    }
  }
  return found;
}
