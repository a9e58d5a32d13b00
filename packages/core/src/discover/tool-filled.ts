/** Directories that only tools write, whatever lies in them. */
const directories: ReadonlySet<string> = new Set([
  '.bundle',
  '.nox',
  '.pnpm-store',
  '.terraform',
  '.terragrunt-cache',
  '.terragrunt-stack',
  '.tox',
  '.venv',
  '__pycache__',
  'bower_components',
  'cdktf.out',
  'node_modules',
  'site-packages',
]);

/** Data of version control systems: no part of the tree at all. */
export const versionControl: ReadonlySet<string> = new Set(['.git', '.hg', '.jj', '.svn']);

/**
 * `vendor` may also be a service or a customer of that name. These beside it, or in it, say that Go, PHP,
 * Ruby, Jsonnet, Rust, Carvel or a Terrafile filled it.
 */
const besideVendor = [
  'Cargo.toml',
  'Gemfile',
  'Gopkg.toml',
  'Terrafile',
  'composer.json',
  'glide.yaml',
  'go.mod',
  'jsonnetfile.json',
  'vendir.yml',
];
const inVendor = ['autoload.php', 'bundle', 'modules.txt'];

/** Whether a tool fills a directory; `siblings` are the names beside it, `holds` says which are in it. */
export function isToolFilled(
  name: string,
  siblings: ReadonlySet<string>,
  holds: (inner: string) => boolean,
): boolean {
  if (directories.has(name)) return true;
  // The name is free, the file is not: Python writes it into each virtual environment.
  if (name === 'venv') return holds('pyvenv.cfg');
  if (name !== 'vendor') return false;
  return besideVendor.some((file) => siblings.has(file)) || inVendor.some(holds);
}

/** Whether a name is one that `isToolFilled` may say yes to, so that others cost nothing. */
export function mayBeToolFilled(name: string): boolean {
  return directories.has(name) || name === 'vendor' || name === 'venv';
}

/** Whether a file is a chart that `helm dependency update` put into `charts/`. */
export function isPackedChart(directory: string, name: string): boolean {
  return name.endsWith('.tgz') && (directory === 'charts' || directory.endsWith('/charts'));
}
