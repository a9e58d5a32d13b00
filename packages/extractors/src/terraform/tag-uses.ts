import { type HclPlace, onceForEach, type Tree } from '@fineprint/core';
import type { ModuleDirectory } from './directory.ts';
import type { TerraformFact } from './facts.ts';

/** A place where the configuration of a directory refers to a variable or a local. */
interface Use {
  readonly path: string;
  readonly start: number;
  /** Whether it is the end of a text behind a colon, as the tag of an image is. */
  readonly isTag: boolean;
}

type Uses = ReadonlyMap<string, readonly Use[]>;

/**
 * Whether what a tag came through is used for more than tags: a digest in it would show up in labels and names, too. `via`
 * are references, the outermost first; where one of them is the tag, those before it stand for the whole image.
 */
export function isUsedForMore({ tree, written }: ModuleDirectory, via: readonly HclPlace[]): boolean {
  for (const place of via.toReversed()) {
    const { file, start } = place;
    const uses = usesIn(tree).of(directoryOf(file)).get(written(file, place)) ?? [];
    const own = uses.find((use) => use.path === file && use.start === start);
    if (uses.some((use) => !use.isTag && use !== own)) return true;
    if (own?.isTag) return false;
  }
  return false;
}

/** The uses in each directory of a tree, gathered when one is asked for. */
const usesIn = onceForEach((tree: Tree<TerraformFact>) => {
  const known = new Map<string, Uses>();
  return {
    of(directory: string): Uses {
      const uses = known.get(directory) ?? usesOf(tree, directory);
      known.set(directory, uses);
      return uses;
    },
  };
});

const reference =
  /(?<colon>:\$\{[ \t]{0,10})?\b(?<name>(?:var|local)\.\w{1,200})\b(?<end>[ \t]{0,10}\}(?=["\s\\]|$))?/g;

function usesOf(tree: Tree<TerraformFact>, directory: string): Uses {
  const found = new Map<string, Use[]>();
  for (const { path } of tree.unit(directory)?.files ?? []) {
    for (const { index, groups = {} } of tree.file(path)?.text.matchAll(reference) ?? []) {
      const { colon = '', name = '', end } = groups;
      const uses = found.get(name) ?? [];
      found.set(name, uses);
      uses.push({ path, start: index + colon.length, isTag: colon !== '' && end !== undefined });
    }
  }
  return found;
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.';
}
