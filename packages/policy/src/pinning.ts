import type { Pin } from '@fineprint/core';
import { mostSpecific } from './key-pattern.ts';
import type { LeastPin } from './schema.ts';

/** The section `pinning`: the weakest pin that is enough, by pattern over kinds and keys. */
export type Pinning = Readonly<Record<string, LeastPin>>;

/** What the policy asks of one occurrence, and the pattern that asks it. */
export interface AskedPin {
  readonly least: Pin;
  readonly pattern: string;
  /** Set where the policy says it for units of this kind. */
  readonly inUnit?: Pin;
}

/** The weakest pin that is enough for an occurrence, by the key of what it names and the `ref` of its unit; `null` where the policy names none. */
export function leastPin(pinning: Pinning, key: string, unit: string): AskedPin | null {
  const pattern = mostSpecific(Object.keys(pinning), key);
  const asked = pattern === null ? undefined : pinning[pattern];
  if (pattern === null || asked === undefined) return null;
  if (typeof asked === 'string') return { least: asked, pattern };
  const kind = unitKind(unit);
  const inUnit = asked.in && Object.hasOwn(asked.in, kind) ? asked.in[kind] : undefined;
  return { least: inUnit ?? asked.least, pattern, ...(inUnit ? { inUnit } : {}) };
}

const unitReference = /^unit:(?<kind>[^:]*):/;

/** `unit:terraform-module:modules/vpc` → `terraform-module`. */
export function unitKind(ref: string): string {
  return unitReference.exec(ref)?.groups?.kind ?? '';
}
