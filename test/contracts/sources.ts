import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The root of the project. */
export const root = resolve(import.meta.dirname, '..', '..');

/** A source file with what it imports: files of the project by path, packages by name. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const importForm = /(?:\bfrom\s*|\bimport\s*\(?\s*)'(?<target>[^']+)'/g;

/** Every TypeScript file under `packages/`, fixtures and builds left out; with tests only if they are asked for. */
export function sources(withTests = false): readonly Source[] {
  return sourcesUnder('packages').filter(
    ({ path }) => withTests || !/\.test(?:kit)?\.ts$|\/testkit\//.test(path),
  );
}

/** Every TypeScript file under `test/`, scanned repositories left out. */
export function testSources(): readonly Source[] {
  return sourcesUnder('test').filter(({ path }) => !path.startsWith('test/repos/'));
}

function sourcesUnder(directory: string): readonly Source[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .map((path) => `${directory}/${path.split(sep).join('/')}`)
    .filter((path) => path.endsWith('.ts') && !/\/(?:fixtures|dist|node_modules)\//.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const targets = [...text.matchAll(importForm)].map(({ groups }) => groups?.target ?? '');
      return { path, text, imports: targets.map((target) => resolveImport(path, target)) };
    });
}

function resolveImport(from: string, target: string): string {
  if (!target.startsWith('.')) return target;
  return relative(root, resolve(root, dirname(from), target))
    .split(sep)
    .join('/');
}

/** Folders directly under a directory of the project, sorted. */
export function foldersIn(path: string): readonly string[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The text of a file of the project. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The headings of a Markdown text of one depth, outside of code blocks. */
export function headings(markdown: string, depth: number): readonly string[] {
  const prose = markdown.replace(/^(`{3,})[\s\S]*?^\1`*$/gm, '');
  return [...prose.matchAll(/^(#+) (.*)$/gm)]
    .filter(([, marks]) => marks?.length === depth)
    .map(([, , text = '']) => text);
}

/** The text between one heading and the next of the same depth. */
export function section(markdown: string, title: string): string {
  const [, rest = ''] = markdown.split(`\n## ${title}\n`);
  return rest.split(/\n## /)[0] ?? '';
}
