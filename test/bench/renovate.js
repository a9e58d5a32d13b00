// Lists what Renovate's extraction finds in a tree, as JSON lines: `node renovate.js MODULES TREE`, where MODULES is the
// folder of an installed `renovate` package. It runs outside of the project: Renovate is no dependency of it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, tree] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(modules, 'renovate/dist', path)).href);
const { GlobalConfig } = await load('config/global.js');
const { getManagers } = await load('modules/manager/index.js');
const { matchRegexOrGlobList } = await load('util/string-match.js');
GlobalConfig.set({ localDir: tree, cacheDir: '/tmp' });
process.chdir(tree);

// Managers that ship no file patterns are given those that their documentation shows.
const patterns = {
  kubernetes: ['**/*.yaml', '**/*.yml'],
  argocd: ['**/*.yaml', '**/*.yml'],
  crossplane: ['**/*.yaml', '**/*.yml'],
  tekton: ['**/*.yaml', '**/*.yml'],
  flux: ['**/*.yaml', '**/*.yml'],
};
const left = new Set(['regex', 'jsonata', 'custom', 'git-submodules']);

function* filesBelow(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.name === '.git' || entry.name === 'node_modules' || entry.name === '.terraform') continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile() && statSync(path).size < 2_000_000) yield relative(tree, path);
  }
}

const files = [...filesBelow(tree)].sort();
for (const [name, manager] of getManagers()) {
  if (left.has(name)) continue;
  const own = patterns[name] ?? manager.defaultConfig?.managerFilePatterns ?? [];
  const matching = own.length === 0 ? [] : files.filter((file) => matchRegexOrGlobList(file, own));
  if (matching.length === 0) continue;
  const found = [];
  try {
    if (manager.extractAllPackageFiles)
      found.push(...((await manager.extractAllPackageFiles({ ...manager.defaultConfig }, matching)) ?? []));
    else
      for (const file of matching) {
        const result = await manager.extractPackageFile?.(readFileSync(file, 'utf8'), file, {
          ...manager.defaultConfig,
        });
        if (result) found.push({ packageFile: file, ...result });
      }
  } catch (cause) {
    process.stderr.write(`${name}: ${cause}\n`);
  }
  for (const { packageFile, deps = [] } of found)
    for (const { depName, packageName, currentValue, currentDigest, datasource, depType, skipReason } of deps)
      process.stdout.write(
        `${JSON.stringify({ manager: name, file: packageFile, depName, packageName, currentValue, currentDigest, datasource, depType, skipReason })}\n`,
      );
}
process.exit(0);
