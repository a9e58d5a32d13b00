import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { builtins } from './builtins.ts';
import { leftOut } from './left-out.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

type Entries = Readonly<Record<string, string>>;

/**
 * Builds one folder: small entries, chunks that load when needed, the data beside them. Bundles share no chunks, so that none is
 * cut smaller for what another begins with. Same sources, same bytes.
 */
export async function buildInto(directory: string, ...bundles: readonly Entries[]): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  const inputs: string[] = [];
  for (const entries of bundles) inputs.push(...(await bundleInto(directory, entries)));
  copyData(join(directory, 'data'));
  writeFileSync(join(directory, 'licenses.txt'), licensesOf(inputs));
}

/** Builds the code alone; gives the files that it was made of. */
export async function bundleInto(directory: string, entries: Entries): Promise<readonly string[]> {
  const { metafile } = await build({
    metafile: true,
    absWorkingDir: root,
    entryPoints: entries,
    outdir: directory,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.22',
    // The UMD form of jsonc-parser cannot be bundled.
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: false,
    // What the CycloneDX library uses for XML and for validation, and loads only if it is there; we do neither.
    external: [
      'better-sqlite3',
      'pg-native',
      'xmlbuilder2',
      'libxmljs2',
      'ajv',
      'ajv-formats',
      'ajv-formats-draft2019',
    ],
    legalComments: 'none',
    chunkNames: 'chunk-[hash]',
    define: { FINEPRINT_BUILD: JSON.stringify(sourcesHash()) },
    plugins: [builtins, leftOut],
    // A package in CommonJS may ask where it lies.
    banner: { js: 'const __filename = import.meta.filename; const __dirname = import.meta.dirname;' },
  });
  return Object.keys(metafile.inputs);
}

/** What readers answer depends on their sources, the license texts, and the packages they use: the lockfile stands for those. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', ...licenseTexts]) hash.update(readFileSync(join(root, file)));
  for (const name of readdirSync(join(root, 'packages')).sort()) {
    // No reader is in these, and what has no readers changes no answer.
    if (name === 'server' || name === 'web') continue;
    const sources = readdirSync(join(root, 'packages', name, 'src'), {
      recursive: true,
      encoding: 'utf8',
    }).sort();
    for (const source of sources) {
      if (!source.endsWith('.ts') || source.endsWith('.test.ts') || source.includes('fixtures')) continue;
      hash.update(source).update(readFileSync(join(root, 'packages', name, 'src', source)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

const licenseTexts = ['packages/licenses/data/texts.json', 'packages/licenses/data/references.json'];

function copyData(directory: string): void {
  mkdirSync(join(directory, 'rules'), { recursive: true });
  cpSync(join(root, 'packages/licenses/data'), directory, { recursive: true });
  const isShipped = (path: string) => !path.endsWith('.test.yaml');
  cpSync(join(root, 'policies'), join(directory, 'policies'), { recursive: true, filter: isShipped });
  const rules = join(root, 'packages/policy/src/rules');
  for (const entry of readdirSync(rules, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    writeFileSync(
      join(directory, 'rules', `${entry.name}.md`),
      readFileSync(join(rules, entry.name, 'README.md')),
    );
  }
}

/** The licences of the packages whose code is in the build, in the order of their names. */
function licensesOf(inputs: readonly string[]): string {
  const directories = inputs.map(
    (input) => /^(?<directory>.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.groups?.directory,
  );
  const distinct = [...new Set(directories.filter((directory) => directory !== undefined))].sort();
  return distinct
    .map((directory) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(root, directory, 'package.json'), 'utf8'),
      );
      const file = readdirSync(join(root, directory))
        .sort()
        .find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
      const text =
        file === undefined
          ? '(The package holds no licence file.)\n'
          : readFileSync(join(root, directory, file), 'utf8');
      return `${name} ${version} (${license})\n\n${text.trim()}\n\n${'-'.repeat(80)}\n`;
    })
    .join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildInto(
    join(root, 'packages/cli/dist'),
    { main: 'packages/cli/src/main.ts' },
    // Processes of a report server, of which it starts one for each export.
    {
      'render-entry': 'packages/server/src/exports/render-entry.ts',
      'reader-entry': 'packages/server/src/ingest/reader-entry.ts',
      'document-entry': 'packages/server/src/documents/document-entry.ts',
      'reader-process-entry': 'packages/server/src/store/reader-process-entry.ts',
    },
  );
}
