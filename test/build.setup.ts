import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Builds the program where its sources are newer: tests start it as people do, and would else see what it was. */
export function setup(): void {
  const built = statSync(join(root, 'packages/cli/dist/main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (newestSource() > built) execFileSync(process.execPath, [join(root, 'packages/cli/build.ts')]);
}

function newestSource(): number {
  const paths = readdirSync(join(root, 'packages')).flatMap((name) => filesIn(`packages/${name}/src`));
  return Math.max(...paths.map((path) => statSync(join(root, path)).mtimeMs));
}

function filesIn(directory: string): readonly string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('fixtures'))
    .map((path) => join(directory, path));
}
