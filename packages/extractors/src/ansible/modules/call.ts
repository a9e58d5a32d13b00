import {
  type FileProblem,
  get,
  type MapNode,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  type ScalarNode,
  scalarOf,
} from '@fineprint/core';
import type { BuiltImageFact } from '../facts.ts';
import { filledList, filledReference } from '../fill.ts';
import type { Frame } from '../template.ts';
import type { ChartRepositories } from './charts.ts';

/** A call of a module, in one round of its task's loop. */
export interface ModuleCall extends Frame {
  readonly site: ReferenceSite;
  readonly args: MapNode;
  /** The arguments as one text, where they are written so: `shell: apt-get install x`. */
  readonly free: ScalarNode | null;
  readonly repositories: ChartRepositories;
}

/** Reads what the calls of a module name. */
export type ModuleReader = (call: ModuleCall) => Iterable<ReferenceFact | BuiltImageFact | FileProblem>;

/** The first argument of several names for it that is given. */
export function argument(call: ModuleCall, ...names: readonly string[]): Resolved | undefined {
  for (const name of names) {
    const value = get(call.args, name);
    if (value && !(value.is === 'scalar' && (value.isNull || value.text === ''))) return value;
  }
  return undefined;
}

/** An argument with its expressions filled in; `null` where it is left out. */
export function referenceAt(call: ModuleCall, ...names: readonly string[]): Reference | null {
  const value = argument(call, ...names);
  const reference = value?.is === 'scalar' ? filledReference(call, value) : null;
  return reference?.resolved.text ? reference : null;
}

/** The texts of an argument that may be a list; a text that is written with commas is one, too. */
export function referencesAt(call: ModuleCall, ...names: readonly string[]): readonly Reference[] {
  return filledList(call, argument(call, ...names));
}

/** The value of an argument as text, with its expressions filled in. */
export function textAt(call: ModuleCall, name: string): string | undefined {
  const scalar = scalarOf(call.args, name);
  return scalar && !scalar.isNull ? filledReference(call, scalar).resolved.text : undefined;
}

/** Whether what the module names is to be taken away. */
export function isRemoval(call: ModuleCall): boolean {
  return /^(?:absent|removed|purged|uninstalled)$/.test(textAt(call, 'state') ?? '');
}
