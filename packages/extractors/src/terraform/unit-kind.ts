import type { Calls } from './calls.ts';
import type { ModuleDirectory } from './directory.ts';
import type { TerraformFact } from './facts.ts';

/**
 * Tells a root module, which is applied by itself, from a module that others reuse: only a root has a backend,
 * a lockfile or settings; a directory that others call, or under `modules/`, is reusable; else a provider's
 * configuration makes a root, and a variable that somebody has to set makes a reusable module.
 */
export function unitKind(
  directory: ModuleDirectory,
  calls: Calls,
): 'terraform-root-module' | 'terraform-module' {
  const { path, unit } = directory;
  const facts: readonly TerraformFact[] = unit.files.flatMap(({ facts }) => facts);
  const isSet = unit.files.some(({ format }) => format === 'settings' || format === 'settings-json');
  if (isSet || facts.some(({ is }) => is === 'root-mark' || is === 'locked-provider'))
    return 'terraform-root-module';
  if (calls.callersOf(path).size > 0 || `/${path}/`.includes('/modules/')) return 'terraform-module';
  if (facts.some((fact) => fact.is === 'provider' && fact.isConfigured)) return 'terraform-root-module';
  const isAsking = facts.some((fact) => fact.is === 'variable' && fact.value === null);
  return isAsking ? 'terraform-module' : 'terraform-root-module';
}

/** Whether a directory says of itself that it is applied; of others it is taken for granted because nothing speaks against it. */
export function isMarkedRoot({ unit }: ModuleDirectory): boolean {
  return unit.files.some(
    ({ format, facts }) =>
      format === 'settings' ||
      format === 'settings-json' ||
      facts.some(({ is }) => is === 'root-mark' || is === 'locked-provider') ||
      facts.some((fact: TerraformFact) => fact.is === 'provider' && fact.isConfigured),
  );
}
