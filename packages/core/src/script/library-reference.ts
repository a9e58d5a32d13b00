import type { FileProblem } from '../model/problem.ts';
import { type Reference, type ReferenceFact, type ReferenceSite, referenceFact } from '../reference/index.ts';
import { languageManagers } from './language-managers.ts';
import { packageReference } from './language-packages.ts';
import { addressed, unknownPackage } from './package-parts.ts';
import { pythonReference } from './python-packages.ts';

const managers = new Map([...languageManagers.values()].map((manager) => [manager.type, manager] as const));

/**
 * Reads a package as the package manager of a language takes it on its command line (`requests==2.32`, `eslint@9`,
 * `golang.org/x/tools@v0.1`); `type` is the type of its purl, `null` where the language is not known.
 */
export function* libraryReference(
  site: ReferenceSite,
  type: string | null,
  reference: Reference,
): Iterable<ReferenceFact | FileProblem> {
  const manager = managers.get(type ?? '');
  if (type === 'pypi') yield* pythonReference(site, reference);
  else if (manager) yield* packageReference(site, manager, reference, undefined);
  else {
    const { text } = reference.resolved;
    const because = 'Nothing here says of which language the package is.';
    yield referenceFact(addressed(site, text), reference, unknownPackage('library', text, because));
  }
}
