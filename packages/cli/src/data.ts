import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { build } from './version.ts';

/** Reads a file (`facts.json`, `policies/default.yaml`, `rules/license-unknown.md`) of the data that lies beside the built program, or where its sources keep it; what ends in `.br` is unpacked. */
export function readData(name: string): string {
  const bytes = readFileSync(new URL(build === null ? sourcePath(name) : `data/${name}`, import.meta.url));
  return (name.endsWith('.br') ? brotliDecompressSync(bytes) : bytes).toString('utf8');
}

function sourcePath(name: string): string {
  if (name.startsWith('policies/')) return `../../../${name}`;
  const rule = /^rules\/(?<id>.*)\.md$/.exec(name)?.groups?.id;
  return rule === undefined ? `../../licenses/data/${name}` : `../../policy/src/rules/${rule}/README.md`;
}
