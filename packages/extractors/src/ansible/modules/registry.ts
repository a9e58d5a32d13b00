import type { ModuleReader } from './call.ts';
import { readHelm, readHelmPlugin } from './charts.ts';
import { readComposeDefinition, readContainer, readImage } from './containers.ts';
import { readGetUrl, readGit, readUnarchive, readWindowsDownload } from './downloads.ts';
import { readKubernetes } from './kubernetes.ts';
import { readCargo, readChocolatey, readGem, readHomebrew, readNpm, readPip, readSnap } from './libraries.ts';
import { packageReader } from './packages.ts';
import { readCommand, readShell } from './scripts.ts';

export type { ModuleCall } from './call.ts';

/** A module whose arguments name components. */
export interface Module {
  readonly read: ModuleReader;
  /** What it names; `null` for those that take a line of a shell as it is: an expression in place of it is a command. */
  readonly kind: string | null;
}

/** The modules whose arguments name components, by their short names. */
export const modules: ReadonlyMap<string, Module> = new Map<string, Module>([
  ['apt', { read: packageReader('deb'), kind: 'os-package' }],
  ...each(['yum', 'dnf', 'dnf5', 'zypper'], { read: packageReader('rpm'), kind: 'os-package' }),
  ['apk', { read: packageReader('apk'), kind: 'os-package' }],
  ['package', { read: packageReader('generic'), kind: 'os-package' }],
  ['win_chocolatey', { read: readChocolatey, kind: 'os-package' }],
  ['snap', { read: readSnap, kind: 'os-package' }],
  ...each(['homebrew', 'homebrew_cask'], { read: readHomebrew, kind: 'homebrew-package' }),
  ...each(['pip', 'pipx'], { read: readPip, kind: 'library' }),
  ...each(['npm', 'pnpm', 'yarn'], { read: readNpm, kind: 'library' }),
  ['cargo', { read: readCargo, kind: 'library' }],
  ['gem', { read: readGem, kind: 'library' }],
  ['git', { read: readGit, kind: 'git-source' }],
  ['get_url', { read: readGetUrl, kind: 'download' }],
  ['win_get_url', { read: readWindowsDownload, kind: 'download' }],
  ...each(['unarchive', 'win_package'], { read: readUnarchive, kind: 'download' }),
  ...each(['shell', 'raw'], { read: readShell, kind: null }),
  ['command', { read: readCommand, kind: null }],
  ...each(['docker_container', 'docker_swarm_service', 'podman_container', 'docker'], {
    read: readContainer,
    kind: 'container-image',
  }),
  ...each(['docker_image', 'docker_image_pull', 'podman_image'], {
    read: readImage,
    kind: 'container-image',
  }),
  ...each(['docker_compose', 'docker_compose_v2', 'docker_service', 'docker_stack'], {
    read: readComposeDefinition,
    kind: 'container-image',
  }),
  ...each(['k8s', 'k8s_raw', 'kubernetes'], { read: readKubernetes, kind: 'container-image' }),
  ['helm', { read: readHelm, kind: 'helm-chart' }],
  ['helm_plugin', { read: readHelmPlugin, kind: 'helm-plugin' }],
]);

function each(names: readonly string[], module: Module): readonly (readonly [string, Module])[] {
  return names.map((name) => [name, module] as const);
}
