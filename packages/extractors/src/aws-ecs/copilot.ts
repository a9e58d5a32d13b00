import {
  entries,
  type FileProblem,
  type Node,
  type ReferenceFact,
  type SourceFile,
  scalarOf,
} from '@fineprint/core';
import { readImage } from './task-definition.ts';

/**
 * Reads a service, job or task of Copilot: an image that lies somewhere, and those of its sidecars, overrides of
 * environments included (https://aws.github.io/copilot-cli/docs/manifest/overview/). What it builds is first-party.
 */
export function* readCopilot(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const environments = entries(root, 'environments').map(
    ({ key, value }) => [`environments.${key.text}.`, value] as const,
  );
  for (const [prefix, service] of [['', root] as const, ...environments]) {
    const site = (address: string) => ({ file, address: `${prefix}${address}`, usage: 'deployed' }) as const;
    const location = scalarOf(service, 'image', 'location');
    if (location) yield* readImage(site('image.location'), location);
    const router = scalarOf(service, 'logging', 'image');
    if (router) yield* readImage(site('logging.image'), router);
    for (const { key, value } of entries(service, 'sidecars')) {
      const image = scalarOf(value, 'image') ?? scalarOf(value, 'image', 'location');
      if (image) yield* readImage(site(`sidecars.${key.text}/image`), image);
    }
  }
}
