import { type Kind, parseImageReference, purl } from '@fineprint/core';
import { imageTags } from './versions.ts';

/** A container image. `redis` and `docker.io/library/redis` are one; its purl is `oci` where a digest is known, else `docker`. */
export const containerImage = {
  id: 'container-image',
  title: 'Container images',
  type: 'container',
  keyName: ({ name }) => normalName(name),
  // Docker means Docker Hub; Podman and CRI-O ask their own settings.
  assumedSource(name) {
    const parsed = parseImageReference(name);
    return parsed.is === 'image' && parsed.isShortName ? parsed.registry : null;
  },
  purls({ name, digest, requested }) {
    const repository = normalName(name);
    const slash = repository.indexOf('/');
    const [registry, path] = [repository.slice(0, slash), repository.slice(slash + 1)];
    const cut = path.lastIndexOf('/');
    const [namespace, last] = [cut < 0 ? null : path.slice(0, cut), path.slice(cut + 1)];
    const registered = digest
      ? purl({
          type: 'oci',
          name: last,
          version: digest,
          qualifiers: { repository_url: repository, tag: requested },
        })
      : purl({
          type: 'docker',
          namespace,
          name: last,
          version: requested,
          qualifiers: { repository_url: registry === 'docker.io' ? null : registry },
        });
    return { registered, proposed: null };
  },
  versions: imageTags,
  pins: ['digest', 'tag', 'none'],
  covers: 'main-software',
} as const satisfies Kind;

/** Docker Hub is the registry and `library` the namespace where none is named. */
function normalName(name: string): string {
  const parsed = parseImageReference(name);
  if (parsed.is === 'invalid' || parsed.registry === null || parsed.repository === null) return name;
  return `${parsed.registry}/${parsed.repository}`;
}
