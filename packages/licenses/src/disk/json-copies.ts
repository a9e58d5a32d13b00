import { readMetadataJson } from '../metadata/json-metadata.ts';
import { type Copies, copyIn } from './copies.ts';
import { below, directoryOf, isOfVersion, nearest } from './places.ts';

/** Puppet modules that r10k or librarian put into `modules/<name>`, with `metadata.json`. */
export const puppetModules: Copies = withMetadata('puppet-modules', 'puppet-module', [
  'modules',
  'site-modules',
]);

/** Chef cookbooks that Berkshelf or Policyfile put into a directory of their own. */
export const chefCookbooks: Copies = withMetadata('chef-cookbooks', 'chef-cookbook', [
  'cookbooks',
  'berks-cookbooks',
  'vendor/cookbooks',
]);

function withMetadata(id: string, kind: string, places: readonly string[]): Copies {
  return {
    id,
    *find(component, disk) {
      if (component.kind !== kind) return;
      const name = plain(component.name);
      const last = name.slice(name.lastIndexOf('-') + 1);
      const copies = nearest(component, (root) =>
        places
          .flatMap((place) => [`${place}/${last}`, `${place}/${name}`])
          .flatMap((place) => {
            const path = `${below(root, place)}/metadata.json`;
            const file = disk.list(directoryOf(path)).includes('metadata.json') ? disk.file(path) : undefined;
            return file ? [readMetadataJson(path, file)] : [];
          })
          .filter((each) => plain(each.name ?? '') === name && isOfVersion(component, each.version)),
      );
      for (const copy of copies.slice(0, 1)) yield copyIn(directoryOf(copy.path), copy);
    },
  };
}

/** Puppet writes `puppetlabs/stdlib` and `puppetlabs-stdlib` for the same module. */
function plain(name: string): string {
  return name.replaceAll('/', '-').toLowerCase();
}
