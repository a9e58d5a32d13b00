import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Makes data/well-known.json of the packages whose licences are known: what many use is what others imitate.
//   node packages/policy/build-well-known.ts

// Names of these are given out first come, first served.
const kinds = [
  'ansible-collection',
  'circleci-orb',
  'container-image',
  'github-action',
  'helm-chart',
  'terraform-module',
  'terraform-provider',
];

/** The file as it has to be: names by kind, sorted. */
export function wellKnownJson(): string {
  const folder = join(import.meta.dirname, '../licenses/facts/packages');
  const names = readdirSync(folder)
    .filter((file) => kinds.includes(file.replace('.jsonl', '')))
    .sort()
    .map((file) => [file.replace('.jsonl', ''), namesIn(join(folder, file))] as const);
  return `${JSON.stringify(Object.fromEntries(names), null, 1)}\n`;
}

function namesIn(file: string): readonly string[] {
  const keys = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): string => JSON.parse(line).key);
  const names = keys.map((key) => key.slice(key.indexOf(':') + 1).replace(/#.*$/s, ''));
  return [...new Set(names)].sort();
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, 'data/well-known.json'), wellKnownJson());
