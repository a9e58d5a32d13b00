import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInto } from '../cli/build.ts';

// The committed build of the action: entry, chunks and data. `.ci/run` builds it anew and compares. The command line is in
// it too, so that a clone which nobody installed has a program: pre-commit runs its hooks in one.
await buildInto(join(dirname(fileURLToPath(import.meta.url)), 'dist'), {
  main: 'packages/action/src/main.ts',
  cli: 'packages/cli/src/main.ts',
});
