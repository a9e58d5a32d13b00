import { expect, test } from 'vitest';
import { manualPage } from '../../packages/cli/build-man.ts';
import { fullName, subcommandsOf } from '../../packages/cli/src/command-names.ts';
import { commandTree } from '../../packages/cli/src/run.ts';
import { read } from './sources.ts';

const silent = { write: () => true };
const program = commandTree({ env: {}, stdout: silent, stderr: silent }, () => undefined);

test('the manual page is that of the command tree, and ships', async () => {
  expect(read('packages/cli/man/fineprint.1')).toBe(await manualPage());
  const { man, files } = JSON.parse(read('packages/cli/package.json'));
  expect([man, files]).toEqual(['man/fineprint.1', expect.arrayContaining(['man'])]);
});

test('it has every command with every option', async () => {
  const page = await manualPage();
  for (const command of subcommandsOf(program).filter(({ commands }) => commands.length === 0)) {
    const [, section = ''] = page.split(`.Ss ${fullName(command)}\n`);
    const [own = ''] = section.split(/^\.S[sh] /m);
    for (const { long } of command.options) expect(own).toContain(`Fl ${long?.slice(1)}`);
  }
});
