import { type Linked, onceForEach, type Tree } from '@fineprint/core';
import type { NpmFact } from './facts.ts';

/**
 * Names the registry of packages of which no lockfile says it, as the repository's own settings have it
 * (https://docs.npmjs.com/cli/configuring-npm/npmrc, https://yarnpkg.com/configuration/yarnrc#npmRegistryServer); where they
 * are silent, npm's own is meant and nothing is said. A private package is then never looked for at a public place.
 */
export function withRegistry(linked: Linked, directory: string, tree: Tree<NpmFact>): Linked {
  if (linked.is !== 'occurrence' || linked.kind !== 'library' || linked.source !== undefined) return linked;
  const name = /^npm\/(?<name>.+)$/.exec(linked.name)?.groups?.name;
  if (name === undefined) return linked;
  const registries = registriesOver(tree)(directory);
  const [scope = ''] = name.startsWith('@') ? name.split('/', 1) : [];
  const source = registries.get(scope) ?? registries.get('');
  return source === undefined ? linked : { ...linked, source };
}

/** By scope, `''` for packages without one, the hosts of registries that hold in a directory: what is nearer wins. */
type Registries = ReadonlyMap<string, string>;

const registriesOver = onceForEach((tree: Tree<NpmFact>) => {
  const known = new Map<string, Registries>();
  const over = (directory: string): Registries => {
    const found = known.get(directory) ?? registriesIn(directory, tree, over);
    known.set(directory, found);
    return found;
  };
  return over;
});

function registriesIn(
  directory: string,
  tree: Tree<NpmFact>,
  over: (directory: string) => Registries,
): Registries {
  const isRoot = directory === '.' || directory === '';
  const above: Registries = isRoot
    ? new Map()
    : over(directory.includes('/') ? directory.slice(0, directory.lastIndexOf('/')) : '.');
  const prefix = isRoot ? '' : `${directory}/`;
  const npmrc = tree.file(`${prefix}.npmrc`)?.text ?? '';
  const yarnrc = tree.file(`${prefix}.yarnrc.yml`)?.text ?? '';
  const own = [...npmrc.matchAll(npmSetting), ...yarnrc.matchAll(yarnSetting)].map(
    ({ groups }) => [groups?.scope ?? '', groups?.host ?? ''] as const,
  );
  return own.length === 0 ? above : new Map([...above, ...own]);
}

const npmSetting =
  /^[ \t]{0,20}(?:(?<scope>@[\w.-]{1,100}):)?registry[ \t]{0,20}=[ \t]{0,20}["']?https?:\/\/(?:[^/@\s]{0,200}@)?(?<host>[\w.:-]{1,253})/gm;
const yarnSetting = /^npmRegistryServer:[ \t]{0,20}["']?https?:\/\/(?<scope>)(?<host>[\w.:-]{1,253})/gm;
