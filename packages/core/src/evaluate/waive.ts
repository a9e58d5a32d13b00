import { compileGlobs } from '../discover/index.ts';
import type { JudgedComponent } from '../model/component.ts';
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
        names(waiver, component) &&
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

function names(waiver: Waiver, { key, purl, proposedPurl }: JudgedComponent): boolean {
  if (waiver.component === key) return true;
  if (!waiver.component.startsWith('pkg:')) return matchesStars(waiver.component, key);
  return [purl, proposedPurl].some(
    (found) => found !== null && matchesStars(waiver.component, withoutVersion(found)),
  );
}

/** `pkg:docker/library/redis@7?x=y#z` → `pkg:docker/library/redis`. */
function withoutVersion(purl: string): string {
  return purl.replace(/[@?#].*$/s, '');
}

function expressionOf({ license: { concluded } }: JudgedComponent): string | null {
  return concluded.is === 'expression' ? concluded.expression : null;
}

/** Matches a pattern in which `*` stands for any characters; linear for each star. */
export function matchesStars(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  const tail = rest.pop() ?? '';
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false;
  let from = head.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return from <= text.length - tail.length;
}
