import { Serialize, Spec } from '@cyclonedx/cyclonedx-library';

/** What came after version 1.4, with the first version that has it (https://cyclonedx.org/specification/overview/). */
const since = {
  formulation: '1.5',
  identity: '1.5',
  lifecycles: '1.5',
  occurrences: '1.5',
  toolComponents: '1.5',
  acknowledgement: '1.6',
  identityList: '1.6',
  occurrenceLines: '1.6',
  expressionDetails: '1.7',
  expressionsAmongLicenses: '1.7',
  versionRange: '1.7',
} as const;

type LibrarySpec = typeof Spec.Spec1dot6;

/** A version of CycloneDX: what it has, and the library's means to write a component for it. */
export interface SpecVersion {
  readonly id: string;
  has(feature: keyof typeof since): boolean;
  readonly spec: LibrarySpec;
  readonly normalizer: Serialize.JSON.Normalize.ComponentNormalizer;
}

function specVersion(spec: LibrarySpec): SpecVersion {
  return {
    id: spec.version,
    has: (feature) => since[feature] <= spec.version,
    spec,
    normalizer: new Serialize.JSON.Normalize.Factory(spec).makeForComponent(),
  };
}

/** The versions that are written. */
export const specVersions = {
  '1.4': specVersion(Spec.Spec1dot4),
  '1.5': specVersion(Spec.Spec1dot5),
  '1.6': specVersion(Spec.Spec1dot6),
  '1.7': specVersion(Spec.Spec1dot7),
} as const;
