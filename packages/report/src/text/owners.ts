import type { Report } from '@fineprint/core';
import type { FindingSubject } from '../finding-groups.ts';

/** Who has to mend it: the owners of the unit that names the component there, by CODEOWNERS. */
export function ownersOf({ component, finding }: FindingSubject, { units }: Report): readonly string[] {
  const [{ path, line }] = finding.locations;
  const unit = component?.occurrences.find((place) => place.path === path && place.line === line)?.unit;
  const ref = unit ?? finding.ref;
  return units.find((each) => each.ref === ref)?.owners ?? [];
}
