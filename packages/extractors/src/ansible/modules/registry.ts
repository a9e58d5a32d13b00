import type { ModuleReader } from './call.ts';
import { readHelm, readHelmPlugin } from './charts.ts';
import { readComposeDefinition, readContainer, readImage } from './containers.ts';
import { readDownload, readGit, readUnarchive } from './downloads.ts';
import { readKubernetes } from './kubernetes.ts';
import { readCargo, readGem, readNpm, readPip } from './libraries.ts';
import { packageReader } from './packages.ts';
import { readCommand, readShell } from './scripts.ts';

export type { ModuleCall, ModuleReader } from './call.ts';

/** The modules whose arguments name components, by their short names. */
export const modules: ReadonlyMap<string, ModuleReader> = new Map<string, ModuleReader>([
  ['apt', packageReader('deb')],
  ...['yum', 'dnf', 'dnf5', 'zypper'].map((name) => [name, packageReader('rpm')] as const),
  ['apk', packageReader('apk')],
  ['package', packageReader('generic')],
  ...['pip', 'pipx'].map((name) => [name, readPip] as const),
  ...['npm', 'pnpm', 'yarn'].map((name) => [name, readNpm] as const),
  ['cargo', readCargo],
  ['gem', readGem],
  ['git', readGit],
  ['get_url', readDownload],
  ['unarchive', readUnarchive],
  ...['shell', 'raw'].map((name) => [name, readShell] as const),
  ['command', readCommand],
  ...['docker_container', 'docker_swarm_service', 'podman_container', 'docker'].map(
    (name) => [name, readContainer] as const,
  ),
  ...['docker_image', 'docker_image_pull', 'podman_image'].map((name) => [name, readImage] as const),
  ...['docker_compose', 'docker_compose_v2', 'docker_service', 'docker_stack'].map(
    (name) => [name, readComposeDefinition] as const,
  ),
  ...['k8s', 'k8s_raw', 'kubernetes'].map((name) => [name, readKubernetes] as const),
  ['helm', readHelm],
  ['helm_plugin', readHelmPlugin],
]);

/** The modules that take a line of a shell as it is: an expression in place of it is a command. */
export const scriptModules: ReadonlySet<ModuleReader> = new Set([readShell, readCommand]);
