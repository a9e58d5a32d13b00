import {
  entries,
  get,
  type Location,
  locate,
  type Node,
  type NonEmpty,
  parseJson,
  parseYaml,
  type Resolved,
  resolve,
  type Span,
  type Step,
  scalarOf,
  scalarText,
  sourceFile,
  sourceSpan,
} from '@fineprint/core';
import { type PolicyDefect, PolicyError } from './policy-error.ts';

/** Text of a policy with the name that reports give it and the path that its errors show. */
export interface PolicySource {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** Whether the path is one inside the scanned root, so that a problem of the scan can point to it. */
  readonly inRoot?: boolean;
  /** Whether it is one of the policies that Fineprint brings along, which are called by their name. */
  readonly isReadyMade?: boolean;
  /** Where it is extended, the nearest place first: `fineprint.yaml:1:10`. */
  readonly extendedAt?: readonly string[];
}

/** A policy text as a plain value, and the way back from a path in that value to its place in the text. */
export interface PolicyDocument {
  readonly value: unknown;
  /** Place of what stands at a path, or of the nearest thing around it. */
  placeOf(path: readonly PropertyKey[]): Location;
  /** Place of a part of the text at a path, wherever quotes, folds and escapes put it. */
  placeInText(path: readonly PropertyKey[], part: Span): Location;
  /** Place of the key at a path. */
  placeOfKey(path: readonly PropertyKey[]): Location;
  /** Makes the error of one or several defects of this text. */
  error(defects: NonEmpty<PolicyDefect>): PolicyError;
}

/** The longest policy that is read, in characters. */
export const maxPolicyLength = 1_000_000;

/** Reads YAML or JSON into plain maps, lists and texts; whatever is not plain is an error with its place. */
export function readDocument({ path, text, extendedAt = [] }: PolicySource): PolicyDocument {
  if (text.length > maxPolicyLength) {
    const message = `The policy has ${text.length} characters; ${maxPolicyLength} is the limit.`;
    throw new PolicyError([{ message, location: locate(path) }], '', extendedAt);
  }
  const file = sourceFile(text);
  const at = (span: Span) => locate(path, file.place(span));
  const tree = path.endsWith('.json') ? parseJson(text) : parseYaml(text);
  const defects: PolicyDefect[] = tree.problems.map((problem) => ({
    message: problem.message,
    location: at(problem),
  }));
  const [first, second] = tree.documents;
  if (second)
    defects.push({ message: 'A policy is one document, and here a second begins.', location: at(second) });
  const root = first && resolve(first.root);
  const value = root && !isEmpty(root) ? plainValue(root, { defects, at }) : {};

  const document: PolicyDocument = {
    value,
    placeOf: (steps) => at(nodeAt(root, toSteps(steps)) ?? { start: 0, end: 0 }),
    placeInText(steps, part) {
      const scalar = scalarOf(root, ...toSteps(steps));
      return scalar ? at(sourceSpan(scalarText(text, scalar), part)) : document.placeOf(steps);
    },
    placeOfKey(steps) {
      const parent = get(root, ...toSteps(steps.slice(0, -1)));
      const name = String(steps.at(-1));
      const key =
        parent?.is === 'map' ? entries(parent).findLast((entry) => entry.key.text === name)?.key : undefined;
      return key ? at(key) : document.placeOf(steps);
    },
    error: (found) => new PolicyError(found, text, extendedAt),
  };
  const [defect, ...others] = defects;
  if (defect) throw document.error([defect, ...others]);
  return document;
}

function isEmpty(root: Resolved): boolean {
  return root.is === 'scalar' && root.isNull;
}

interface Reading {
  readonly defects: PolicyDefect[];
  at(span: Span): Location;
}

/** Every scalar is a text, or null where nothing is written: `off`, `1.10` and dates mean what they say. */
function plainValue(node: Node, reading: Reading): unknown {
  const here = resolve(node);
  const refuse = (message: string, span: Span) =>
    reading.defects.push({ message, location: reading.at(span) });
  if (here.tag !== undefined && here.tag !== '!!str') {
    refuse(`A policy is plain data: the tag "${here.tag}" cannot stand here.`, here);
  }
  if (here.is === 'list') return here.items.map((item) => plainValue(item, reading));
  if (here.is === 'map') {
    // Without a prototype a key named `constructor` is a key like any other.
    const map: Record<string, unknown> = Object.create(null);
    for (const { key, value } of entries(here)) {
      if (key.text === '__proto__') refuse('The key "__proto__" is not known.', key);
      else map[key.text] = plainValue(value, reading);
    }
    return map;
  }
  if (here.templated) refuse('A policy is plain data: nothing fills in a template here.', here);
  return here.isNull ? null : here.text;
}

function toSteps(path: readonly PropertyKey[]): readonly Step[] {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

function nodeAt(root: Resolved | undefined, path: readonly Step[]): Resolved | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = get(root, ...path.slice(0, length));
    if (found) return found;
  }
  return root;
}
