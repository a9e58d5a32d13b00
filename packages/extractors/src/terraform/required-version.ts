import {
  constraintRequest,
  hclSlots,
  hclText,
  hclVia,
  isVersionConstraint,
  type Linked,
  locate,
  problem,
} from '@fineprint/core';

import type { ModuleDirectory } from './directory.ts';
import type { RequiredVersionFact } from './facts.ts';

import type { LinkedOccurrence } from './occurrence.ts';
import type { Registry } from './registries.ts';

/** Yields the program that `required_version` asks for. */
export function* linkRequiredVersion(
  directory: ModuleDirectory,
  path: string,
  fact: RequiredVersionFact,
  { tool }: Registry,
): Iterable<Linked> {
  const at = locate(path, fact.place);
  const value = directory.value(path, fact.value);
  const text = hclText(value) ?? '';
  const isInvalid = value.is === 'string' && !isVersionConstraint(text);
  const because =
    value.is === 'unknown' ? value.reason : isInvalid ? `"${text}" is no version constraint.` : null;
  yield {
    is: 'occurrence',
    kind: 'tool',
    name: tool,
    request: constraintRequest(value),
    ...(because === null ? {} : { unresolved: { part: 'version', because } }),
    at,
    text: directory.written(path, at),
    address: 'terraform/required_version',
    usage: 'build',
    slots: value.is === 'string' ? hclSlots(directory, 'version', value) : [],
    via: hclVia(directory, [value], at),
  } satisfies LinkedOccurrence;
  if (isInvalid)
    yield problem('reference-invalid', `The required version "${text}" is no version constraint.`, at);
}
