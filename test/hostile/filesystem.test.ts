import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attack, codes, refs, scene } from './attack.ts';

const workflow = 'jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n';

test('row 1: a symbolic link out of the root is not read, and is told', async () => {
  const at = scene({ '.github/workflows/a.yml': workflow });
  symlinkSync('/etc/passwd', join(at.root, 'main.tf'));
  symlinkSync(join(at.outside, 'w.yml'), join(at.root, '.github/workflows/w.yml'));
  symlinkSync('../outside/Dockerfile', join(at.root, 'Dockerfile'));
  const { report, outputs } = await attack(at);
  expect(refs(report)).toEqual(['github-action:actions/checkout@v4']);
  expect(codes(report)).toContain('symlink-escapes-root');
  expect(report.complete).toBe(false);
  for (const output of Object.values(outputs)) expect(output).not.toContain('root:x:0');
});
