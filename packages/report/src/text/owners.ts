import { printable, type Report } from '@fineprint/core';
import type { FindingSubject } from '../finding-groups.ts';

const mostNamed = 3;

/**
 * Who has to mend it: the owners of the unit that names the component there, by CODEOWNERS. Nothing where the whole
 * repository has the same ones.
 */
export function ownedBy({ component, finding }: FindingSubject, { units }: Report): string {
  if (new Set(units.map(({ owners }) => owners.join(' '))).size < 2) return '';
  const [{ path, line }] = finding.locations;
  const unit = component?.occurrences.find((place) => place.path === path && place.line === line)?.unit;
  const ref = unit ?? finding.ref;
  const owners = units.find((each) => each.ref === ref)?.owners ?? [];
  if (owners.length === 0) return '';
  const more = owners.length > mostNamed ? ` and ${owners.length - mostNamed} more` : '';
  return `owned by ${owners.slice(0, mostNamed).map(printable).join(' ')}${more}`;
}
