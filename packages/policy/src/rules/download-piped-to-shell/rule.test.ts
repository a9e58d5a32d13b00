import { expect, test } from 'vitest';
import { judgedComponent } from '../../component.testkit.ts';
import { downloadPipedToShell } from './rule.ts';

test('the message names the program that runs it, and only downloads are asked about', () => {
  const address = 'jobs.build/steps[2]/run | python3';
  const messages = ['download', 'git-source'].flatMap((kind) => {
    const component = judgedComponent({ kind, name: 'example.org/a.py', address });
    const [occurrence] = component.occurrences;
    return [...downloadPipedToShell.check({ component, occurrence })].map(({ message }) => message);
  });
  expect(messages).toEqual([
    'example.org/a.py is handed to python3 as it is downloaded: whatever the server answers is run.',
  ]);
});

test('what the shell itself evaluates is said so', () => {
  const component = judgedComponent({ kind: 'download', name: 'example.org/env.sh', address: 'RUN | eval' });
  const [occurrence] = component.occurrences;
  const [violation] = downloadPipedToShell.check({ component, occurrence });
  expect(violation?.message).toContain('is handed to the shell as it is downloaded');
});
