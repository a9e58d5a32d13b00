import { readFileSync } from 'node:fs';

/**
 * Compares a report with what Renovate found in the same tree (`renovate.js`): each third-party reference of Renovate's is
 * looked for in the same file by the last part of its name. `node compare-renovate.ts REPORT.json RENOVATE.jsonl` prints
 * how many occurrences Fineprint has, how many references Renovate, and how many of those Fineprint has, too; with
 * `--missing` as third argument, those that it lacks. `renovate.md` holds what came of it.
 */
interface Found {
  readonly manager: string;
  readonly file: string;
  readonly depName?: string;
  readonly packageName?: string;
  readonly currentValue?: string;
  readonly datasource?: string;
  readonly skipReason?: string;
}

interface Occurrence {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly via: readonly { readonly path: string }[];
}

const [report = '', renovate = '', flag] = process.argv.slice(2);
const { components } = JSON.parse(readFileSync(report, 'utf8')) as {
  components: { key: string; name: string; source: string | null; occurrences: Occurrence[] }[];
};

// What has no name refers to nothing: Renovate lists what it passed over, too (`invalid-value`, `contains-variable`).
// Versions of Kubernetes' and Azure's own interfaces are no third-party code; local paths are the repository's own.
const noComponent = new Set(['kubernetes-api', 'azure-bicep-resource']);
const own = new Set([
  'local',
  'local-dependency',
  'internal-package',
  'inherited-dependency',
  'git-dependency',
]);

const named = new Map<string, Set<string>>();
let mine = 0;
for (const { key, name, source, occurrences } of components) {
  for (const { path, text, via } of occurrences) {
    mine += 1;
    const parts = [key, name, source ?? '', text].flatMap(partsOf);
    for (const place of [path, ...via.map((each) => each.path)])
      named.set(place, new Set([...(named.get(place) ?? []), ...parts]));
  }
}

/** The last parts of a name, by which two tools that spell it differently can be compared. */
function partsOf(name: string): readonly string[] {
  const bare = name
    .toLowerCase()
    .replace(/[?#].*$/, '')
    .replace(/\.git$/, '');
  const segments = bare.split(/[/:@=]+/).filter((part) => part !== '');
  return [...segments, bare];
}

const theirs = readFileSync(renovate, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Found)
  .filter(
    ({ depName, packageName, datasource = '', skipReason = '', manager }) =>
      (depName ?? packageName ?? '') !== '' &&
      !noComponent.has(datasource) &&
      !own.has(skipReason) &&
      manager !== 'renovate-config',
  );

const missing = theirs.filter(({ file, depName, packageName }) => {
  const names = named.get(file) ?? new Set<string>();
  const asked = [depName, packageName].filter((name) => name !== undefined);
  return !asked.some((name) => names.has(lastOf(name)) || names.has(name.toLowerCase()));
});

function lastOf(name: string): string {
  const parts = partsOf(name);
  return parts.at(-2) ?? parts.at(-1) ?? '';
}

if (flag === '--missing') {
  for (const { manager, file, depName, currentValue, datasource, skipReason } of missing)
    process.stdout.write(
      `${manager}\t${file}\t${depName}\t${currentValue ?? ''}\t${datasource ?? ''}\t${skipReason ?? ''}\n`,
    );
} else process.stdout.write(`${mine}\t${theirs.length}\t${theirs.length - missing.length}\n`);
