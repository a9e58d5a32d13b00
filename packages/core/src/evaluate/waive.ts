import { compileGlobs } from '../discover/index.ts';
import type { JudgedComponent } from '../model/component.ts';
import { namesComponent } from '../model/component-pattern.ts';
import type { AppliedWaiver, Violation, Waiver } from '../model/finding.ts';
import type { WaiverUse } from '../model/rule.ts';
import type { Seen } from './ask.ts';

/** Finds the waiver in force that covers a violation. */
export function waiverFor(
  waivers: readonly Waiver[],
  rule: string,
  component: JudgedComponent | null,
  violation: Violation,
  asOf: string,
): Waiver | null {
  return (
    waivers.find((waiver) => isInForce(waiver, asOf) && covers(waiver, rule, component, violation)) ?? null
  );
}

/** By rule, version-less identity and, where the waiver names them, path, versions and licence. */
function covers(
  waiver: Waiver,
  rule: string,
  component: JudgedComponent | null,
  violation: Violation,
): boolean {
  return (
    waiver.rule === rule &&
    component !== null &&
    namesComponent(waiver.component, component) &&
    (waiver.path === undefined ||
      violation.locations.every(({ path }) => compileGlobs([waiver.path ?? '']).some(path))) &&
    (waiver.versions === undefined ||
      waiver.versions === component.version ||
      waiver.versions === component.requested) &&
    (waiver.license === undefined || waiver.license === component.license.concluded.expression)
  );
}

/** Tells what each waiver did, or would do if it had not expired. */
export function usesOf(
  waivers: readonly Waiver[],
  seen: readonly Seen[],
  asOf: string,
): readonly WaiverUse[] {
  return waivers.map((waiver) => ({
    waiver,
    isInForce: isInForce(waiver, asOf),
    findings: seen.filter(({ rule, component, violation }) => covers(waiver, rule.id, component, violation))
      .length,
  }));
}

/** Tells whether a waiver holds on a day; `expires` is the last day on which it does. */
export function isInForce({ expires }: Waiver, asOf: string): boolean {
  return asOf.slice(0, 10) <= expires;
}

/** A waiver as its finding shows it. */
export function applied({ id, reason, owner, expires }: Waiver): AppliedWaiver {
  return { id, reason, owner, expires };
}
