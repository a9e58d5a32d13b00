import { type HclValue, hclReason, hclSlots, hclText, type Occurrence } from '@fineprint/core';
import type { ModuleDirectory } from './directory.ts';

/** A runtime whose version stands by itself. */
export function runtimeVersionParts(
  directory: ModuleDirectory,
  name: string,
  value: HclValue,
): Pick<Occurrence, 'kind' | 'name' | 'request' | 'slots' | 'unresolved'> {
  const because = value.is === 'number' ? null : hclReason(value);
  return {
    kind: 'runtime',
    name,
    request: { is: 'tag', text: hclText(value) ?? '' },
    ...(because === null ? {} : { unresolved: { part: 'version', because } }),
    slots: because === null ? hclSlots(directory, 'version', value) : [],
  };
}
