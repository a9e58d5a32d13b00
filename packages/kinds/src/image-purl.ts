import { type Identity, parseImageReference, purl } from '@fineprint/core';

/** The purl of an image or another artifact of a container registry: `oci` where a digest is known, else `docker`. */
export function imagePurl({ name, digest, version, requested }: Identity): string | null {
  const repository = normalName(name);
  const slash = repository.indexOf('/');
  const [registry, path] = [repository.slice(0, slash), repository.slice(slash + 1)];
  const cut = path.lastIndexOf('/');
  const [namespace, last] = [cut < 0 ? null : path.slice(0, cut), path.slice(cut + 1)];
  const tag = requested ?? version;
  if (digest)
    return purl({
      type: 'oci',
      name: last,
      version: digest,
      qualifiers: { repository_url: repository, tag },
    });
  return purl({
    type: 'docker',
    namespace,
    name: last,
    version: tag,
    qualifiers: { repository_url: registry === 'docker.io' ? null : registry },
  });
}

/** Docker Hub is the registry and `library` the namespace where none is named. */
export function normalName(name: string): string {
  const parsed = parseImageReference(name);
  if (parsed.is === 'invalid' || parsed.registry === null || parsed.repository === null) return name;
  return `${parsed.registry}/${parsed.repository}`;
}
