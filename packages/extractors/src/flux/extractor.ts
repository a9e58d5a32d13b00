import { type DocumentShape, type Extractor, parseYaml, readDocuments } from '@fineprint/core';
import type { FluxFact } from './facts.ts';
import { linkFlux } from './link.ts';
import { readObjects, readVersion } from './objects.ts';

/** Flux: the sources, charts and images that its objects ask for. */
export const flux = {
  id: 'flux',
  title: 'Flux',
  formats: [
    {
      id: 'objects',
      role: 'manifest',
      files: ['**/*.{yaml,yml}'],
      claims: mayHoldFlux,
      words: ['toolkit.fluxcd.io', 'fluxcd.controlplane.io'],
      *read(file) {
        yield* readVersion(file);
        yield* readDocuments(file, parseYaml, (root) => readObjects(file, root));
      },
    },
  ],
  unit: (path) => path,
  link: linkFlux,
} as const satisfies Extractor<FluxFact>;

/** Objects of the custom resources' definitions describe fields and hold none. */
function mayHoldFlux({ apiVersion = '', kind }: DocumentShape): boolean {
  return apiVersion.includes('fluxcd') || kind === 'List';
}
