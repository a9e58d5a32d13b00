import {
  type FileProblem,
  hashValue,
  imageReference,
  listed,
  type ReferenceFact,
  type RubyCall,
  type RubyValue,
  rubyReference,
  rubyText,
  type SourceFile,
} from '@fineprint/core';
import { isSetting, machineOf } from './settings.ts';

/** Reads the images of the Docker provider and of the Docker provisioner. */
export function* readDocker(
  file: SourceFile,
  calls: readonly RubyCall[],
): Iterable<ReferenceFact | FileProblem> {
  const built = builtImages(calls);
  for (const call of calls) {
    for (const value of imagesOf(call)) {
      const image = rubyReference(file, value);
      const address = `${machineOf(call)}${isOfProvider(call) ? 'provider' : 'provision'}.docker`;
      if (!built.has(image.resolved.text))
        yield* imageReference({ file, address, usage: 'development' }, image);
    }
  }
}

function imagesOf(call: RubyCall): readonly RubyValue[] {
  const name = call.path.at(-1);
  const [first, options] = call.args;
  if (isOfProvider(call)) return isSetting(call, 'image=') ? listed(first) : [];
  if (name === 'provision' && isProvisioner(call)) return listed(hashValue('images', ...call.args));
  if (!call.within.some(isProvisioner)) return [];
  if (name === 'pull_images') return call.args.flatMap(listed);
  if (name === 'images=') return listed(first);
  // Without an image of its own, a container is named after its image.
  return name === 'run' && first ? [hashValue('image', options) ?? first] : [];
}

function isOfProvider({ within }: RubyCall): boolean {
  return within.some(({ path, args }) => path.at(-1) === 'provider' && rubyText(args[0]) === 'docker');
}

/** `provision "docker"`, or `provision "name", type: "docker"`. */
function isProvisioner({ path, args }: RubyCall): boolean {
  if (path.at(-1) !== 'provision') return false;
  return (rubyText(hashValue('type', ...args)) ?? rubyText(args[0])) === 'docker';
}

/** The names that `build_image "path", args: "-t name"` gives. */
function builtImages(calls: readonly RubyCall[]): ReadonlySet<string> {
  const builds = calls.filter(({ path }) => path.at(-1) === 'build_image');
  const names = builds.flatMap(({ args }) => {
    const options = rubyText(hashValue('args', ...args)) ?? '';
    return [...options.matchAll(/(?:^|\s)(?:-t|--tag)[ =]*(?<name>[^\s'"]+)/g)].map(
      ({ groups }) => groups?.name ?? '',
    );
  });
  return new Set(names);
}
