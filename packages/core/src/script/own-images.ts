import { onceForEach } from '../once-for-each.ts';
import type { SourceFile } from '../read/source-file.ts';
import type { ScriptCommand } from './commands.ts';
import { operandsOf } from './options.ts';

/** The programs that run, build and push images. */
export const containerPrograms: readonly string[] = ['docker', 'podman', 'nerdctl'];

const buildValues: ReadonlySet<string> = new Set(['-t', '--tag']);

/** What commands build, tag or push: images of the repository's own, without their tags. */
export const ownImages = onceForEach((commands: readonly ScriptCommand[]): ReadonlySet<string> => {
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
});

const verbs: ReadonlySet<string> = new Set(['build', 'push', 'tag', 'commit']);

/** An image as it is written, without what stands behind its repository. */
export function imageWithoutTag(image: string): string {
  const [repository = ''] = image.split('@', 1);
  const colon = repository.lastIndexOf(':');
  return colon > repository.lastIndexOf('/') ? repository.slice(0, colon) : repository;
}

// One line of a shell, and the lines that it goes on in.
const build =
  /\b(?:docker|podman|nerdctl|buildah|buildx)[ \t][^\r\n]{0,60}?\bbuild\b(?:[^\r\n\\]|\\\r?\n|\\.){0,500}?[ \t](?:-t|--tag)(?:[ \t]+|=)["']?(?<image>[\w.$][^\s"']{0,300})/g;
// https://github.com/docker/build-push-action
const pushed = /\buses:[ \t]*["']?docker\/build-push-action\b/;
const tags = /^[ \t]*tags:[ \t]*(?:[|>]-?[ \t]*\r?\n[ \t]*)?["']?(?<image>[\w.$][^\s,"']{0,300})/gm;

/** The images that scripts anywhere in a file build, without their tags: what one step of a pipeline builds, the next one runs. */
export const imagesBuiltIn = onceForEach(({ text }: SourceFile): ReadonlySet<string> => {
  const matches = [...text.matchAll(build), ...(pushed.test(text) ? text.matchAll(tags) : [])];
  return new Set(matches.map(({ groups }) => imageWithoutTag(groups?.image ?? '')));
});
