import { readGemspec } from '../metadata/gemspec.ts';
import { type Copies, copyIn } from './copies.ts';
import type { Disk } from './disk.ts';
import { below, libraryName, nearest } from './places.ts';

/** Gems that Bundler installed into `vendor/bundle/ruby/<abi>/gems/<name>-<version>`, specified in `specifications`. */
export const bundle: Copies = {
  id: 'bundle',
  *find(component, disk) {
    const name = libraryName(component, 'gem');
    const { version } = component;
    if (name === null || version === null) return;
    const copies = nearest(component, (root) =>
      places.flatMap((place) =>
        abisIn(disk, below(root, place)).flatMap((abi) => gemsIn(disk, abi, name, version)),
      ),
    );
    for (const { directory, specification } of copies.slice(0, 1)) {
      const file = disk.file(specification);
      yield file ? copyIn(directory, readGemspec(specification, file)) : copyIn(directory);
    }
  },
};

const places = ['vendor/bundle', '.bundle', 'vendor'];
const rubies: ReadonlySet<string> = new Set(['ruby', 'jruby', 'truffleruby']);

function abisIn(disk: Disk, bundle: string): readonly string[] {
  return disk
    .list(bundle)
    .filter((engine) => rubies.has(engine))
    .flatMap((engine) => disk.list(`${bundle}/${engine}`).map((abi) => `${bundle}/${engine}/${abi}`));
}

interface Gem {
  readonly directory: string;
  readonly specification: string;
}

/** A gem built for a platform has it behind its version: `nokogiri-1.16.7-x86_64-linux`. */
function gemsIn(disk: Disk, abi: string, name: string, version: string): readonly Gem[] {
  const full = `${name}-${version}`;
  return disk
    .list(`${abi}/gems`)
    .filter((each) => each === full || each.startsWith(`${full}-`))
    .map((each) => ({
      directory: `${abi}/gems/${each}`,
      specification: `${abi}/specifications/${each}.gemspec`,
    }));
}
