import {
  entries,
  type FileProblem,
  type MapNode,
  mappedScript,
  type ReferenceFact,
  type SourceFile,
  scalarText,
  scriptWords,
} from '@fineprint/core';

/** Reads what `scripts` install, fetch and run; together, since one runs what another builds. */
export function* readScripts(file: SourceFile, root: MapNode): Iterable<ReferenceFact | FileProblem> {
  const scripts = entries(root, 'scripts').flatMap(({ value }) =>
    value.is === 'scalar' && scriptWords.some((word) => value.text.includes(word)) ? [value] : [],
  );
  const texts = scripts.map((script) => scalarText(file.text, script));
  for (const fact of mappedScript({ file, address: 'scripts', usage: 'build' }, texts))
    if (fact.is === 'problem' || !mayBeInstalled(fact)) yield fact;
}

/** Without a version `npx` runs what is installed under the name of a program, whatever its package is called. */
function mayBeInstalled({ request, address }: ReferenceFact): boolean {
  return request.is === 'nothing' && /^scripts\.(?:npx|bunx|pnpx)\b/.test(address);
}
