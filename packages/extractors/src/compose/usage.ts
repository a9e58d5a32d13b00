import type { Usage } from '@fineprint/core';

// `docker-compose.override.yml` is what a developer's machine adds; `ci` and `test` files run in the pipeline's place.
const developmentName =
  /(?:^|[._-])(?:dev|devel|develop|development|override|local|test|tests|testing)(?:[._-])/i;

/** What the name of a Compose file says of the use of what it runs. */
export function usageOf(path: string): Usage {
  return developmentName.test(path.slice(path.lastIndexOf('/') + 1)) ? 'development' : 'deployed';
}
