// Runs command lines, each in a directory of its own: `node examples.ts LINES.json`, an array of {cwd, args}. Prints how each ended.
import { readFileSync } from 'node:fs';
import { run } from '../../packages/cli/src/run.ts';

const [, , file = ''] = process.argv;
const asked: readonly { readonly cwd: string; readonly args: readonly string[] }[] = JSON.parse(
  readFileSync(file, 'utf8'),
);
for (const { cwd, args } of asked) {
  process.chdir(cwd);
  const told: string[] = [];
  const stream = { write: (text: string) => told.push(text) };
  const code = await run(args, { env: process.env, stdout: stream, stderr: stream });
  process.stdout.write(`${JSON.stringify({ code, told: told.join('').slice(0, 2_000) })}\n`);
}
