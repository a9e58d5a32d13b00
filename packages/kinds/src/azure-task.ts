import type { Kind } from '@fineprint/core';
import { genericPurl } from './generic-purl.ts';
import { semanticVersions } from './versions.ts';

/** A task of Azure Pipelines: `AzureCLI`, whose newest release of a major version is taken. */
export const azureTask = {
  id: 'azure-task',
  title: 'Azure Pipelines tasks',
  type: 'application',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: genericPurl('azure-pipelines', identity), proposed: null }),
  versions: semanticVersions,
  pins: ['exact', 'range', 'none'],
  covers: 'artifact',
  byHand:
    'Azure Pipelines runs the newest release of a major version, and nobody can be asked for it: write an exact one (`Task@2.237.1`) by hand, where the organisation keeps it.',
} as const satisfies Kind;
