import type { Calls } from './calls.ts';
import type { ModuleDirectory } from './directory.ts';
import { directoriesAbove } from './paths.ts';

/** The program that a file is written for, and the registry that it asks where a source names none. */
export interface Registry {
  readonly tool: 'terraform' | 'tofu';
  readonly host: string;
}

const terraform: Registry = { tool: 'terraform', host: 'registry.terraform.io' };
const openTofu: Registry = { tool: 'tofu', host: 'registry.opentofu.org' };

const tofuName = /\.tofu(?:\.json)?$/;

/**
 * Decides by what only OpenTofu knows: a `.tofu` file, a lockfile that names its registry, `.opentofu-version`. A
 * directory that others call is written for the program that they are. A `.tofu` file beside a `.tf` file of that name
 * takes its place in OpenTofu alone, so such a pair says that both programs are meant.
 */
export function registriesOf(directory: ModuleDirectory, calls: Calls): (path: string) => Registry {
  const paths = new Set(directory.unit.files.map(({ path }) => path));
  const isOpenTofu = calls.leadingTo(directory.path).some((path) => {
    const found = calls.directory(path);
    return found !== undefined && saysOpenTofu(found);
  });
  return (path) => {
    if (tofuName.test(path)) return openTofu;
    const isPaired = paths.has(path.replace(/\.tf(?=$|\.json$)/, '.tofu'));
    return isOpenTofu && !isPaired ? openTofu : terraform;
  };
}

const known = new WeakMap<ModuleDirectory, boolean>();

/** Whether a directory is written for OpenTofu; each that it leads to asks again. */
function saysOpenTofu(directory: ModuleDirectory): boolean {
  const says = known.get(directory) ?? isForOpenTofu(directory);
  known.set(directory, says);
  return says;
}

function isForOpenTofu({ path, unit, tree }: ModuleDirectory): boolean {
  const paths = new Set(unit.files.map((file) => file.path));
  const isIn = unit.files.some(
    (file) =>
      (tofuName.test(file.path) && !paths.has(file.path.replace(/\.tofu(?=$|\.json$)/, '.tf'))) ||
      file.facts.some(
        (fact) => fact.is === 'locked-provider' && fact.address.startsWith(`${openTofu.host}/`),
      ),
  );
  if (isIn) return true;
  return [path, ...directoriesAbove(path)].some((above) =>
    tree.has(above === '.' ? '.opentofu-version' : `${above}/.opentofu-version`),
  );
}
