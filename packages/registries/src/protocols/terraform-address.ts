import { parts } from '../package-name.ts';

/** A module or provider of a registry. */
export interface RegistryAddress {
  readonly is: 'module' | 'provider';
  readonly host: string;
  readonly path: string;
}

/** `terraform-module:registry.terraform.io/ns/name/system`, `terraform-provider:host/ns/type`; `null` for another key. */
export function registryAddressOf(key: string): RegistryAddress | null {
  const found =
    /^terraform-(?<is>module|provider):(?<host>[^/]*[.:][^/]*|localhost)\/(?<path>[\w-]+\/[\w-]+(?:\/[\w-]+)?)(?:#.*)?$/.exec(
      key,
    )?.groups;
  if (!found?.host || !found.path) return null;
  const is = found.is === 'module' ? 'module' : 'provider';
  // A repository of two parts is a module from git.
  return found.path.split('/').length === (is === 'module' ? 3 : 2)
    ? { is, host: found.host, path: parts(found.path) }
    : null;
}
