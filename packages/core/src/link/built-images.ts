import type { BuiltImage } from '../model/extractor.ts';
import type { Occurrence } from '../model/occurrence.ts';

/** Tells images that the repository builds itself, wherever below the folder of the build they are named. */
export function builtImages(
  built: readonly BuiltImage[],
): (occurrence: Pick<Occurrence, 'kind' | 'name' | 'at'>) => boolean {
  const folders = Map.groupBy(built, ({ image }) => shortName(image));
  return ({ kind, name, at }) =>
    kind === 'container-image' &&
    (folders.get(shortName(name)) ?? []).some(
      ({ below }) => below === '.' || at.path.startsWith(`${below}/`),
    );
}

/** Docker Hub and its `library` may be left out. */
function shortName(name: string): string {
  return name.replace(/^(?:(?:index\.)?docker\.io\/)?(?:library\/)?/, '');
}
