import { expect, test } from 'vitest';
import { installed } from './server-process.ts';

test('where the server is not there, nobody is told to install what anybody may have published under its name', async () => {
  const said = await installed('@fineprint/not-there').catch((cause: unknown) => String(cause));
  expect(said).toContain('it is run from a checkout of the source');
  expect(said).not.toContain('npm install');
});
