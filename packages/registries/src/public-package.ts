import type { Component } from '@fineprint/core';
import { isPrivateModule } from './go/private-modules.ts';
import { type PackageName, packageOf } from './package-name.ts';
import type { AskingMeans } from './registry.ts';

// Where packages of these types come from unless something else is said.
const publicHosts: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    npm: ['registry.npmjs.org', 'registry.yarnpkg.com'],
    pypi: ['pypi.org', 'files.pythonhosted.org'],
    golang: ['proxy.golang.org'],
    maven: ['repo.maven.apache.org', 'repo1.maven.org'],
    cargo: ['crates.io'],
    nuget: ['nuget.org', 'api.nuget.org'],
    gem: ['rubygems.org'],
    composer: ['packagist.org', 'repo.packagist.org'],
  }),
);

/**
 * A package whose source says that it is public. Of one without a source nobody knows it: its name may be a secret, and
 * is told to no service that the repository does not name itself; nor is that of a Go module that the user keeps private.
 */
export function publicPackageOf(
  component: Component,
  { env }: Pick<AskingMeans, 'env'>,
): (PackageName & { readonly type: string }) | null {
  const [type = ''] = component.name.split('/', 1);
  const hosts = publicHosts.get(type);
  // A path of a Go module is its public address.
  const isPublic =
    component.source !== null || (type === 'golang' && /^golang\/[^/]+\.[^/]+\//.test(component.name));
  const found = hosts && isPublic ? packageOf(component, type, hosts) : null;
  if (!found || (type === 'golang' && isPrivateModule(found.name, env, true))) return null;
  return { ...found, type };
}
