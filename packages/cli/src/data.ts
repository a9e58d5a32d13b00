import { readFileSync } from 'node:fs';
import { build } from './version.ts';

/** Reads a file (`facts.json`, `policies/default.yaml`, `rules/license-unknown.md`) of the data that lies beside the built program, or where its sources keep it. */
export function readData(name: string): string {
  return readFileSync(new URL(build === null ? sourcePath(name) : `data/${name}`, import.meta.url), 'utf8');
}

function sourcePath(name: string): string {
  if (name.startsWith('policies/')) return `../../../${name}`;
  const rule = /^rules\/(?<id>.*)\.md$/.exec(name)?.groups?.id;
  return rule === undefined ? `../../licenses/data/${name}` : `../../policy/src/rules/${rule}/README.md`;
}
