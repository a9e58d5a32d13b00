import { compileGlobs } from '../discover/index.ts';
import type { JudgedComponent } from '../model/component.ts';
import { namesComponent } from '../model/component-pattern.ts';
import type { AppliedWaiver, Violation, Waiver } from '../model/finding.ts';

/** Finds the waiver that covers a violation: by rule, version-less identity and, where it names them, path, versions and licence. */
export function waiverFor(
  waivers: readonly Waiver[],
  rule: string,
  component: JudgedComponent | null,
  violation: Violation,
  asOf: string,
): Waiver | null {
  return (
    waivers.find(
      (waiver) =>
        waiver.rule === rule &&
        isInForce(waiver, asOf) &&
        component !== null &&
        namesComponent(waiver.component, component) &&
        (waiver.path === undefined ||
          violation.locations.every(({ path }) => compileGlobs([waiver.path ?? '']).some(path))) &&
        (waiver.versions === undefined ||
          waiver.versions === component.version ||
          waiver.versions === component.requested) &&
        (waiver.license === undefined || waiver.license === expressionOf(component)),
    ) ?? null
  );
}

/** Tells whether a waiver holds on a day; `expires` is the last day on which it does. */
export function isInForce({ expires }: Waiver, asOf: string): boolean {
  return asOf.slice(0, 10) <= expires;
}

/** A waiver as its finding shows it. */
export function applied({ id, reason, owner, expires }: Waiver): AppliedWaiver {
  return { id, reason, owner, expires };
}

function expressionOf({ license: { concluded } }: JudgedComponent): string | null {
  return concluded.is === 'expression' ? concluded.expression : null;
}
