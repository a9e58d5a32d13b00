import type { Usage } from '@fineprint/core';

const forDevelopment =
  /(?:^|\/)\.devcontainer\/|(?:^|[./_-])(?:dev|devel|development|test|tests|testing|e2e|local|debug)(?:[./_-][^/]*)?$/i;

/** `Dockerfile.dev` and `.devcontainer/Dockerfile` make what nobody deploys. */
export function usageOf(path: string, usage: Usage): Usage {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return forDevelopment.test(name) || path.includes('.devcontainer/') ? 'development' : usage;
}
