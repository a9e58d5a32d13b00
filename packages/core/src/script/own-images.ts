import type { ScriptCommand } from './commands.ts';
import { operandsOf } from './options.ts';

/** The programs that run, build and push images. */
export const containerPrograms: readonly string[] = ['docker', 'podman', 'nerdctl'];

const buildValues: ReadonlySet<string> = new Set(['-t', '--tag']);

/** What commands build, tag or push: images of the repository's own, without their tags. */
export function ownImages(commands: readonly ScriptCommand[]): ReadonlySet<string> {
  const own = new Set<string>();
  for (const { program, words } of commands) {
    if (!containerPrograms.includes(program)) continue;
    const texts = words.map(({ resolved }) => resolved.text);
    const verb = texts.find((text) => verbs.has(text));
    if (verb === 'build') {
      for (const [at, text] of texts.entries()) {
        const [option = '', value = texts[at + 1]] = text.split('=', 2);
        if (buildValues.has(option) && value !== undefined) own.add(imageWithoutTag(value));
      }
    } else if (verb !== undefined) {
      const { operands } = operandsOf(words.slice(texts.indexOf(verb) + 1), new Set());
      const image = operands[verb === 'push' ? 0 : 1]?.resolved.text;
      if (image !== undefined) own.add(imageWithoutTag(image));
    }
  }
  return own;
}

const verbs: ReadonlySet<string> = new Set(['build', 'push', 'tag', 'commit']);

/** An image as it is written, without what stands behind its repository. */
export function imageWithoutTag(image: string): string {
  const [repository = ''] = image.split('@', 1);
  const colon = repository.lastIndexOf(':');
  return colon > repository.lastIndexOf('/') ? repository.slice(0, colon) : repository;
}
