import { factAtVersion, joinedVersion, libraryReference } from '@fineprint/core';
import { isRemoval, type ModuleCall, type ModuleReader, referenceAt, referencesAt } from './call.ts';
import { splitAtCommas } from './packages.ts';

/** Reads `ansible.builtin.pip` and `community.general.pipx`; a file of requirements is Python's own. */
export const readPip: ModuleReader = (call) => readLibraries(call, 'pypi', '==');

/** Reads `community.general.npm`, and the modules of pnpm and yarn; without a name it installs what `package.json` says. */
export const readNpm: ModuleReader = (call) => readLibraries(call, 'npm', '@');

/** Reads `community.general.cargo`. */
export const readCargo: ModuleReader = (call) => readLibraries(call, 'cargo', '@');

/** Reads `community.general.gem`. */
export const readGem: ModuleReader = (call) => readLibraries(call, 'gem', ':');

/** Reads `community.general.homebrew` and `homebrew_cask`. */
export const readHomebrew: ModuleReader = (call) => readLibraries(call, 'homebrew', '@');

/** Reads `community.general.snap`. */
export const readSnap: ModuleReader = (call) => readLibraries(call, 'snap', ' ');

/** Reads `chocolatey.chocolatey.win_chocolatey`; a package of it says its version elsewhere. */
export function* readChocolatey(call: ModuleCall): ReturnType<ModuleReader> {
  if (isRemoval(call)) return;
  const version = referenceAt(call, 'version');
  for (const name of referencesAt(call, 'name').flatMap(splitAtCommas))
    for (const fact of libraryReference(call.site, 'chocolatey', name))
      yield version && fact.is === 'reference' ? factAtVersion(call.site.file, fact, version) : fact;
}

function* readLibraries(call: ModuleCall, type: string, separator: string): ReturnType<ModuleReader> {
  if (isRemoval(call)) return;
  const names = referencesAt(call, 'name').flatMap(splitAtCommas);
  const version = referenceAt(call, 'version');
  for (const name of names) {
    const reference = version && names.length === 1 ? joinedVersion(name, separator, version.resolved) : name;
    yield* libraryReference(call.site, type, reference);
  }
}
