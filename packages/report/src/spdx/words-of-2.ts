import type { SpdxPackage } from './document.ts';
import type { SpdxRelationship } from './relationships.ts';

/** The supplier of a package as SPDX 2.3 writes it. */
export function supplierOf(supplier: string | null): string {
  return supplier === null ? 'NOASSERTION' : `Organization: ${supplier}`;
}

/** What a package is for, in the words of SPDX 2.3 (7.24). */
export function purposeOf({ purpose }: SpdxPackage): string {
  return purposes.has(purpose) ? purpose.toUpperCase() : 'OTHER';
}

const purposes: ReadonlySet<string> = new Set([
  'application',
  'container',
  'device',
  'file',
  'firmware',
  'framework',
  'library',
  'operating-system',
  'source',
]);

/** One relationship between two elements. */
interface Statement {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  readonly comment: string | null;
}

/** Says in SPDX 2.3 what an element needs, and whether that is all: `NONE` for nothing, `NOASSERTION` beside what is not all (11.1). */
export function* statementsOf(relationship: SpdxRelationship): Iterable<Statement> {
  const { from, type, to, isComplete } = relationship;
  const comment = null;
  for (const each of to) {
    if (type !== 'dependsOn') yield { from, type: type.toUpperCase(), to: each, comment };
    else {
      const reverse = reverseType(relationship);
      yield reverse === null
        ? { from, type: 'DEPENDS_ON', to: each, comment }
        : { from: each, type: reverse, to: from, comment };
    }
  }
  if (type !== 'dependsOn' || isComplete === null) return;
  if (!isComplete)
    yield { from, type: 'DEPENDS_ON', to: 'NOASSERTION', comment: 'Not all that it needs is known.' };
  else if (to.length === 0) yield { from, type: 'DEPENDS_ON', to: 'NONE', comment };
}

function reverseType({ phase, isOptional }: SpdxRelationship): string | null {
  if (phase === 'build') return 'BUILD_DEPENDENCY_OF';
  if (phase === 'development') return 'DEV_DEPENDENCY_OF';
  return isOptional ? 'OPTIONAL_DEPENDENCY_OF' : null;
}
