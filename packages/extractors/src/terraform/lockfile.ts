import { type FileProblem, parseHcl, providerLocks, type SourceFile } from '@fineprint/core';
import type { TerraformFact } from './facts.ts';

/** Reads `.terraform.lock.hcl`. */
export function* readLockfile(file: SourceFile): Iterable<TerraformFact | FileProblem> {
  yield* file.problems(file.parse(parseHcl).problems);
  for (const lock of providerLocks(file)) yield { is: 'locked-provider', ...lock };
}
