import { createHash } from 'node:crypto';
import type { Component } from '@fineprint/core';
import type { Copies } from './copies.ts';
import { below, directoriesOf } from './places.ts';
import { upTo } from './terraform-modules.ts';

/**
 * Modules that Terragrunt fetched into `.terragrunt-cache/<unit>/<source>` of a unit. Both names are hashes: of the
 * unit's path on some machine, and of the source without its query. The query, which holds the version, is hashed in a
 * file. So a copy is that of a component where source and version lead to these hashes, and else of nobody known.
 */
export const terragruntCache: Copies = {
  id: 'terragrunt-cache',
  *find(component, disk) {
    if (component.kind !== 'terraform-module') return;
    const { sources, queries } = askedFor(component);
    const names = new Set(sources.map(hashOf));
    const versions = new Set(queries.map(hashOf));
    for (const unit of directoriesOf(component)) {
      const cache = below(unit, '.terragrunt-cache');
      for (const working of disk.list(cache)) {
        const copies = disk.list(`${cache}/${working}`).filter((name) => names.has(name));
        for (const name of copies) {
          const copy = `${cache}/${working}/${name}`;
          const version = disk.file(`${copy}/.terragrunt-source-version`)?.text.trim();
          if (version === undefined || !versions.has(version)) continue;
          yield { directories: [...upTo(copy, below(copy, component.subpath ?? ''))], metadata: [] };
        }
      }
    }
  },
};

function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('base64url');
}

/** How the source of a component may be written, without its query, and the queries that ask for its version. */
function askedFor({ key, name, requested, version, subpath }: Component): {
  readonly sources: readonly string[];
  readonly queries: readonly string[];
} {
  const address = key.slice(key.indexOf(':') + 1, subpath ? -(subpath.length + 1) : undefined);
  const [, host, path] = registry.exec(address) ?? [];
  if (host !== undefined && path !== undefined && version !== null)
    return { sources: [`tfr:///${path}`, `tfr://${host}/${path}`], queries: [`version=${version}`] };
  const ref = requested === null ? '' : `ref=${encodeURIComponent(requested)}`;
  return {
    sources: ['git::https://', 'git::ssh://git@'].flatMap((start) => [
      `${start}${name}.git`,
      `${start}${name}`,
    ]),
    queries: ref === '' ? ['', 'depth=1'] : [ref, `depth=1&${ref}`],
  };
}

const registry = /^([^/]+\.[^/]+)\/([^/]+\/[^/]+\/[^/]+)$/;
