import type { Tree } from '../model/extractor.ts';
import type { Occurrence } from '../model/occurrence.ts';
import { packageParts } from '../reference/index.ts';

/** Programs that are called otherwise than the package that has them. */
const packagesOf: ReadonlyMap<string, string> = new Map([
  ['cdk', 'aws-cdk'],
  ['cdktf', 'cdktf-cli'],
  ['ng', '@angular/cli'],
  ['sequelize', 'sequelize-cli'],
  ['sls', 'serverless'],
  ['tsc', 'typescript'],
]);

/**
 * `npx` runs what the project installs, and only what it does not is fetched: a program that a `package.json` above asks for
 * has its version; `null` where it lies in the repository.
 */
export function installedProgram(
  occurrence: Occurrence,
  tree: Pick<Tree, 'has' | 'file'>,
): Occurrence | null {
  const { kind, name, request, unresolved, address, at } = occurrence;
  const isRun = kind === 'library' && name.startsWith('npm/') && /[./](?:npx|bunx)\//.test(address);
  if (!isRun || request.is !== 'nothing' || unresolved) return occurrence;
  const program = name.slice('npm/'.length);
  for (const each of [program, packagesOf.get(program)]) {
    const parts = each === undefined ? null : packageParts(at.path, each, tree);
    if (parts === 'own') return null;
    if (parts) return { ...occurrence, ...parts, name: `npm/${each}`, slots: [] };
  }
  return occurrence;
}
