// Changes a tree as fast as it can while it is scanned, until it is killed: files and directories turn into links that
// lead out and back, grow, shrink, vanish. Each change is a rename, so the tree is never without a name for long.
import { appendFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [root, outside, text] = process.argv.slice(2);
const at = (path) => join(root, path);

function replace(path, make) {
  const next = at(`.next-${path.replaceAll('/', '-')}`);
  rmSync(next, { force: true });
  make(next);
  renameSync(next, at(path));
}

function swapDirectory(path) {
  renameSync(at(path), at(`.away-${path}`));
  symlinkSync(outside, at(path));
  rmSync(at(path));
  renameSync(at(`.away-${path}`), at(path));
}

process.send?.('ready');
for (let turn = 0; ; turn += 1) {
  replace('.github/workflows/w.yml', (next) => symlinkSync(join(outside, 'w.yml'), next));
  replace('.github/workflows/w.yml', (next) => writeFileSync(next, text));
  swapDirectory('d');
  appendFileSync(at('.github/workflows/grows.yml'), text);
  if (turn % 100 === 0) truncateSync(at('.github/workflows/grows.yml'), 0);
  rmSync(at('.github/workflows/comes-and-goes.yml'), { force: true });
  writeFileSync(at('.github/workflows/comes-and-goes.yml'), text);
}
