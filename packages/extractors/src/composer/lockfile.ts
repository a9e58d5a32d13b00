import {
  type ChosenFact,
  entries,
  type FileProblem,
  items,
  type Node,
  parseJson,
  type Resolved,
  readDocuments,
  type SourceFile,
  scalarOf,
  textOf,
} from '@fineprint/core';
import { composerName } from './manifest.ts';

/** Reads `composer.lock`. */
export function readLockfile(file: SourceFile): Iterable<ChosenFact | FileProblem> {
  return readDocuments(file, parseJson, (root) => readPackages(file, root));
}

function* readPackages(file: SourceFile, root: Node): Iterable<ChosenFact> {
  for (const list of ['packages', 'packages-dev'] as const)
    for (const item of items(root, list)) yield* chosenPackage(file, item, list === 'packages-dev');
}

function* chosenPackage(file: SourceFile, item: Resolved, isDevelopment: boolean): Iterable<ChosenFact> {
  const name = scalarOf(item, 'name');
  if (!name || name.isNull) return;
  const reference = textOf(item, 'dist', 'reference') ?? textOf(item, 'source', 'reference');
  const shasum = textOf(item, 'dist', 'shasum');
  const host = /^https?:\/\/(?:[^/@]*@)?(?<host>[^/?#]+)/.exec(
    textOf(item, 'dist', 'url') ?? textOf(item, 'source', 'url') ?? '',
  )?.groups?.host;
  const license = licenseOf(item);
  yield {
    is: 'chosen',
    place: file.place(name),
    text: name.text,
    kind: 'library',
    name: composerName(name.text),
    ...(host ? { source: host.toLowerCase() } : {}),
    ids: [name.text.toLowerCase()],
    locked: {
      version: textOf(item, 'version') ?? null,
      // What is fetched is an archive of that commit, whatever the version says.
      ...(reference && /^[0-9a-f]{40}$/.test(reference) ? { commit: reference } : {}),
      hashes: shasum ? [`sha1:${shasum}`] : [],
    },
    // Without a slash it is the platform's: `php`, `ext-json`, `composer-runtime-api`.
    needs: entries(item, 'require').flatMap(({ key }) =>
      key.text.includes('/') ? [key.text.toLowerCase()] : [],
    ),
    ...(license === '' ? {} : { license }),
    ...(isDevelopment ? { scope: 'excluded' } : {}),
    ...(textOf(item, 'dist', 'type') === 'path' ? { isOwn: true } : {}),
  };
}

/** Of several licences one may be chosen (https://getcomposer.org/doc/04-schema.md#license). */
function licenseOf(item: Resolved): string {
  const listed = items(item, 'license').flatMap((each) => (each.is === 'scalar' ? [each.text] : []));
  const all = listed.length > 0 ? listed : [textOf(item, 'license') ?? ''];
  return all.map((each) => (all.length > 1 && / /.test(each) ? `(${each})` : each)).join(' OR ');
}
