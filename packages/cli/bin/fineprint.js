#!/usr/bin/env node
// Checks the Node version before the program is imported: an old one would fail on it without a word why. For the same
// reason nothing is imported here; what Node ships is taken without the cost of an import.
const supported = [
  [22, 22],
  [24, 15],
  [26, 0],
];
const [major, minor] = process.versions.node.split('.').map(Number);
const isSupported = major > 26 || supported.some(([from, least]) => major === from && minor >= least);

if (isSupported) {
  // Compiled code is kept in the user's own cache directory (Node's default is shared by all users of the machine).
  if (process.env.NODE_COMPILE_CACHE === undefined)
    process.getBuiltinModule('node:module').enableCompileCache(cacheDirectory());
  const isThere = (path) => process.getBuiltinModule('node:fs').existsSync(new URL(path, import.meta.url));
  // A clone in which nothing is installed has the build that is committed with the action.
  const unbuilt = isThere('../../../node_modules') ? '../src/main.ts' : '../../action/dist/cli.js';
  const { main } = await import(isThere('../dist/main.js') ? '../dist/main.js' : unbuilt);
  process.exitCode = await main(process.argv.slice(2));
} else {
  console.error(
    `Fineprint needs Node 22.22, 24.15, 26 or newer; this is Node ${process.versions.node}.\nInstall a newer one from https://nodejs.org, or run it through \`npx --no fineprint\` in its checkout, which brings one.`,
  );
  process.exitCode = 2;
}

function cacheDirectory() {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME, USERPROFILE } = process.env;
  const base = XDG_CACHE_HOME || LOCALAPPDATA || ((HOME || USERPROFILE) && `${HOME || USERPROFILE}/.cache`);
  return base ? `${base}/fineprint/compile` : undefined;
}
