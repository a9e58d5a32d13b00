import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInto } from '../cli/build.ts';

// The committed build of the action: entry, chunks and data. `.ci/run` builds it anew and compares.
await buildInto(join(dirname(fileURLToPath(import.meta.url)), 'dist'), {
  main: 'packages/action/src/main.ts',
});
