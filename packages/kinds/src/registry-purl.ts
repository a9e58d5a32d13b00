import { type Identity, purl } from '@fineprint/core';
import { purlTypes } from './purl-types.ts';

/** The purl of a package whose name begins with its type; a type that is not registered is a namespace of `generic`. */
export function registryPurl({ name, version, requested, subpath }: Identity): string | null {
  const [type = 'generic', ...rest] = name.split('/');
  const isType = Object.hasOwn(purlTypes, type);
  const namespace = [...(isType ? [] : [type]), ...rest.slice(0, -1)].join('/') || null;
  return purl({
    type: isType ? type : 'generic',
    namespace,
    name: rest.at(-1) ?? '',
    version: version ?? requested,
    subpath,
  });
}
