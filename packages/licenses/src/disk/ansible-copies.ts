import {
  readGalaxyManifest,
  readGalaxyYml,
  readInstallInfo,
  readRoleMeta,
} from '../metadata/galaxy-metadata.ts';
import type { PackageMetadata } from '../metadata/metadata.ts';
import { type Copies, type Copy, copyIn } from './copies.ts';
import type { Disk } from './disk.ts';
import { below, isOfVersion, nearest } from './places.ts';

/** Collections in `ansible_collections/<namespace>/<name>`, below one of the places where Ansible looks for them. */
export const ansibleCollections: Copies = {
  id: 'ansible-collections',
  *find(component, disk) {
    const names =
      component.kind === 'ansible-collection' ? galaxyName.exec(component.name)?.groups : undefined;
    if (!names) return;
    const path = `ansible_collections/${names.namespace}/${names.name}`;
    yield* nearest(component, (root) =>
      [...configured(disk, root, 'collections'), ...collectionPlaces]
        .map((place) => below(root, place === '.' ? path : `${place}/${path}`))
        .flatMap((directory) => collectionIn(disk, directory))
        .filter(({ metadata: [own] }) => own?.name === component.name && isOfVersion(component, own.version)),
    ).slice(0, 1);
  },
};

const galaxyName = /^(?<namespace>[a-z0-9_]{1,100})\.(?<name>[a-z0-9_]{1,100})$/i;
const collectionPlaces = ['collections', '.', '.ansible/collections', 'ansible/collections'];
const rolePlaces = ['roles', '.ansible/roles', 'ansible/roles'];

function collectionIn(disk: Disk, directory: string): readonly Copy[] {
  const names = disk.list(directory);
  for (const [name, read] of [
    ['MANIFEST.json', readGalaxyManifest],
    ['galaxy.yml', readGalaxyYml],
  ] as const) {
    const path = `${directory}/${name}`;
    const file = names.includes(name) ? disk.file(path) : undefined;
    if (file) return [copyIn(directory, read(path, file))];
  }
  return [];
}

/** Roles in `roles/<name>`: `owner.name` of Galaxy, or the last name of a repository. */
export const ansibleRoles: Copies = {
  id: 'ansible-roles',
  *find(component, disk) {
    if (component.kind !== 'ansible-role') return;
    const last = component.name.slice(component.name.lastIndexOf('/') + 1);
    yield* nearest(component, (root) =>
      [...configured(disk, root, 'roles'), ...rolePlaces]
        .flatMap((place) => roleIn(disk, below(root, `${place}/${last}`)))
        .filter(({ metadata: [installed] }) => isOfVersion(component, installed?.version ?? null)),
    ).slice(0, 1);
  },
};

/** A role that `ansible-galaxy` fetched: it notes the version beside the role's own metadata. */
function roleIn(disk: Disk, directory: string): readonly Copy[] {
  const names = new Set(disk.list(`${directory}/meta`));
  if (names.size === 0) return [];
  const metadata: PackageMetadata[] = [];
  const read = (name: string, reader: typeof readRoleMeta) => {
    const path = `${directory}/meta/${name}`;
    const file = names.has(name) ? disk.file(path) : undefined;
    if (file) metadata.push(reader(path, file));
  };
  read('.galaxy_install_info', readInstallInfo);
  read(names.has('main.yml') ? 'main.yml' : 'main.yaml', readRoleMeta);
  return [{ directories: [directory], metadata }];
}

const setting = {
  collections: /^collections_paths?\s*=\s*(?<paths>.{1,400})$/m,
  roles: /^roles_path\s*=\s*(?<paths>.{1,400})$/m,
};

/** The places inside the root that `ansible.cfg` names. */
function configured(disk: Disk, root: string, what: keyof typeof setting): readonly string[] {
  if (!disk.list(root).includes('ansible.cfg')) return [];
  const text = disk.file(below(root, 'ansible.cfg'))?.text.slice(0, 100_000) ?? '';
  const paths = setting[what].exec(text)?.groups?.paths ?? '';
  return paths
    .split(':')
    .map((path) => path.trim().replace(/^\.\//, '').replace(/\/+$/, ''))
    .filter((path) => path !== '' && !/^[/~$]|(?:^|\/)\.\.(?:\/|$)/.test(path))
    .slice(0, 10);
}
