import { contentOf, defaultFile, type PolicyContent, settled, writtenPath } from './content.ts';
import type { Conditions } from './custom/conditions.ts';
import { customRulesOf } from './custom/custom-rule.ts';
import { type PolicyDocument, type PolicySource, readDocument } from './document.ts';
import { readThrough } from './issues.ts';
import { type Layer, type Layered, layOver, type Origin, plainValue } from './layers.ts';
import { unfoldLists } from './lists.ts';
import type { Obligations } from './obligations.ts';
import type { PolicyDefect } from './policy-error.ts';
import type { PolicyRule } from './rule.ts';
import { rules as builtIn } from './rules/registry.ts';
import { PolicyFile } from './schema.ts';
import { validate } from './validate.ts';

/** Several policy texts as one policy in which nothing is left open. */
export interface EffectivePolicy {
  readonly content: PolicyContent;
  /** The same with the origin of each value. */
  readonly layers: Layered;
  /** The rules of the program and, behind them, those of the policy itself. */
  readonly rules: readonly PolicyRule[];
}

interface Means {
  readonly kinds?: readonly string[] | null;
  readonly obligations?: Obligations | null;
  readonly conditions?: Conditions | null;
}

/** Lays policy texts over the rules' own defaults, in their order; throws a `PolicyError` that shows what is wrong and where. */
export function effectivePolicy(sources: readonly PolicySource[], means: Means): EffectivePolicy {
  const custom = new Map<string, PolicyRule>();
  let layers = layOver(null, defaultLayer);
  for (const source of sources) {
    const { file, document, removalsAt } = readPolicy(source, custom, means);
    const unmet: PolicyDefect[] = [];
    layers = layOver(layers, {
      value: settled(file),
      originOf: (path) => originOf(source, document, writtenPath(path, file)),
      removalsAt,
      missed: ({ path }) =>
        unmet.push({ message: 'The list has no such entry to remove.', location: document.placeOf(path) }),
    });
    const [first, ...rest] = unmet;
    if (first) throw document.error([first, ...rest]);
  }
  const rules = [...builtIn, ...custom.values()];
  return { content: contentOf(PolicyFile.parse(plainValue(layers)), rules), layers, rules };
}

const defaultOrigin: Origin = { name: 'default', location: null, isReadyMade: true, inRoot: false };

const defaultLayer: Layer = {
  value: settled(defaultFile(builtIn)),
  originOf: () => defaultOrigin,
  removalsAt: () => undefined,
  missed: () => undefined,
};

function originOf(source: PolicySource, document: PolicyDocument, path: readonly PropertyKey[]): Origin {
  const { name, isReadyMade = false, inRoot = false } = source;
  return { name, location: document.placeOf(path), isReadyMade, inRoot };
}

/** Reads one text, and adds its own rules to those that are known. */
function readPolicy(source: PolicySource, custom: Map<string, PolicyRule>, means: Means) {
  const { document, removalsAt } = unfoldLists(readDocument(source), PolicyFile, [
    ...builtIn,
    ...custom.values(),
  ]);
  const file = readThrough(PolicyFile, document.value, document);
  for (const rule of customRulesOf(file, document, means.conditions ?? null)) custom.set(rule.id, rule);
  validate(file, document, {
    rules: [...builtIn, ...custom.values()],
    kinds: means.kinds ?? null,
    obligations: means.obligations ?? null,
  });
  return { file, document, removalsAt };
}
