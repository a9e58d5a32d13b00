import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { builtins } from './builtins.ts';

/** What a module says when it is bundled as the program is. */
async function bundled(source: string): Promise<unknown> {
  const { outputFiles } = await build({
    stdin: { contents: source, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    plugins: [builtins],
  });
  const [file] = outputFiles;
  const module: { readonly answer?: unknown } = await import(
    `data:text/javascript,${encodeURIComponent(file?.text ?? '')}`
  );
  return module.answer;
}

test('functions of modules that load late can be called, and what is none is what it was', async () => {
  const answer = await bundled(`
    import { constants, inflateSync, deflateSync } from 'node:zlib';
    import { readFileSync } from 'node:fs';
    const cut = deflateSync(Buffer.from('commit 12')).subarray(0, -4);
    export const answer = [
      constants.Z_SYNC_FLUSH,
      inflateSync(cut, { finishFlush: constants.Z_SYNC_FLUSH }).toString(),
      typeof readFileSync,
    ];
  `);
  expect(answer).toEqual([2, 'commit 12', 'function']);
});
