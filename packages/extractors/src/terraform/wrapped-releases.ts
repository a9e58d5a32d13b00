import type { ModuleDirectory } from './directory.ts';
import { localDirectory, type ModuleCall } from './modules.ts';
import type { Release, Said } from './overrides.ts';

/**
 * What a module of somebody else is told to install: modules around a `helm_release` (EKS Blueprints, Cloud Posse) take its
 * chart and repository by these names. A module of the repository itself is followed.
 */
export function wrappedRelease(directory: ModuleDirectory, call: ModuleCall): Release | null {
  const { path, fact, parsed } = call;
  if (parsed.is === 'local' || localDirectory(directory, call) !== null) return null;
  const said = (name: string): Said | undefined => {
    const input = fact.inputs.find((each) => each.name === name);
    return input && { path, expression: input.value };
  };
  const chart = said('chart');
  const repository = said('repository');
  const version = said('chart_version') ?? said('helm_chart_version');
  if (!chart || !(repository || version)) return null;
  return {
    address: `module.${call.name}/chart`,
    absent: [],
    chart,
    ...(repository ? { repository } : {}),
    ...(version ? { version } : {}),
    ...(fact.forEach ? { forEach: { path, expression: fact.forEach } } : {}),
  };
}
