import {
  downloadParts,
  type LiteralEvaluation,
  literalTexts,
  type Node,
  type ReferenceFact,
  referenceFact,
  type SourceFile,
  walk,
} from '@fineprint/core';
import { nodeLiteral } from './literals.ts';

/** Reads `fn::remoteAsset` and `fn::remoteArchive`: files that are fetched when the program runs. */
export function* readAssets(
  file: SourceFile,
  root: Node,
  evaluation: LiteralEvaluation,
): Iterable<ReferenceFact> {
  const found: ReferenceFact[] = [];
  walk(root, (node, path) => {
    if (node.is !== 'scalar' || !/^fn::remote(?:asset|archive)$/i.test(String(path.at(-1)))) return undefined;
    const site = { file, address: path.slice(0, -1).join('/'), usage: 'deployed', evaluation } as const;
    for (const reference of literalTexts(site, nodeLiteral(node))) {
      const parts = downloadParts(file, reference.resolved);
      if (parts) found.push(referenceFact(site, reference, parts));
    }
    return undefined;
  });
  yield* found;
}
