import type { Calls } from './calls.ts';
import type { ModuleDirectory } from './directory.ts';
import { directoriesAbove } from './paths.ts';

/** The program that a directory is written for, and the registry that it asks where a source names none. */
export interface Registry {
  readonly tool: 'terraform' | 'tofu';
  readonly host: string;
}

const terraform: Registry = { tool: 'terraform', host: 'registry.terraform.io' };
const openTofu: Registry = { tool: 'tofu', host: 'registry.opentofu.org' };

/**
 * Decides by what only OpenTofu knows: a `.tofu` file, a lockfile that names its registry, `.opentofu-version`. A
 * directory that others call is written for the program that they are.
 */
export function registryOf(directory: ModuleDirectory, calls: Calls): Registry {
  for (const path of calls.leadingTo(directory.path)) {
    const found = calls.directory(path);
    if (found && saysOpenTofu(found)) return openTofu;
  }
  return terraform;
}

function saysOpenTofu({ path, unit, tree }: ModuleDirectory): boolean {
  const isIn = unit.files.some(
    (file) =>
      file.path.endsWith('.tofu') ||
      file.path.endsWith('.tofu.json') ||
      file.facts.some(
        (fact) => fact.is === 'locked-provider' && fact.address.startsWith(`${openTofu.host}/`),
      ),
  );
  if (isIn) return true;
  return [path, ...directoriesAbove(path)].some((above) =>
    tree.has(above === '.' ? '.opentofu-version' : `${above}/.opentofu-version`),
  );
}
