import type { FileProblem } from '../model/problem.ts';
import {
  imageReference,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
} from '../reference/index.ts';
import type { ScriptCommand } from './commands.ts';
import type { FetchingScript } from './fetches.ts';
import { operandsOf } from './options.ts';
import { imageWithoutTag } from './own-images.ts';

// The options of `docker run` without a value are few; every other one takes the next word.
const runFlags: ReadonlySet<string> = new Set([
  ...[
    '-d',
    '--detach',
    '-i',
    '--interactive',
    '-t',
    '--tty',
    '--rm',
    '--init',
    '--privileged',
    '-P',
    '--publish-all',
  ],
  ...[
    '--read-only',
    '--no-healthcheck',
    '--oom-kill-disable',
    '--sig-proxy',
    '--disable-content-trust',
    '-q',
    '--quiet',
  ],
  ...['--replace', '--no-hosts', '--tls-verify'],
]);
const pullValues: ReadonlySet<string> = new Set(['--platform', '--arch', '--os', '--creds', '--authfile']);

/** Reads the images that `docker run`, `docker create` and `docker pull` name, and those of podman and nerdctl; not those that the script builds. */
export function* readContainerCommand(
  site: ReferenceSite,
  { isBuilt }: FetchingScript,
  _index: number,
  { words }: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  const texts = words.map(({ resolved }) => resolved.text);
  // `docker image pull`, `docker container run`; options of the program itself may come first.
  const at = texts.findIndex((text) => !text.startsWith('-') && text !== 'image' && text !== 'container');
  const rest = words.slice(at + 1);
  const verb = at < 0 ? '' : texts[at];
  const image =
    verb === 'pull'
      ? operandsOf(rest, pullValues).operands[0]
      : verb === 'run' || verb === 'create'
        ? rest[imageIndex(texts.slice(at + 1))]
        : undefined;
  if (!image || isBuilt(imageWithoutTag(image.resolved.text))) return;
  if (!isImage(image.resolved.text)) return;
  for (const fact of imageReference(site, image)) {
    const isOpen = fact.is === 'reference' && fact.digest === undefined;
    if (isOpen && verb === 'pull') yield { ...fact, unpinnable: pulled };
    else if (isOpen && isInVariable(image)) yield { ...fact, unpinnable: inVariable };
    else yield fact;
  }
}

// `docker pull name:tag@digest` stores the digest alone: https://docs.docker.com/reference/cli/docker/image/pull/
const pulled = 'What is pulled by its digest has no tag, by which later commands may call it.';
const inVariable = 'Its tag comes from a variable of a script, which other commands may use.';

/** Whether the tag alone comes from a variable; a default stands where it is used. */
function isInVariable({ resolved }: Reference): boolean {
  const last = resolved.pieces.at(-1);
  return resolved.pieces.length > 1 && last?.via.some(({ place }) => place !== null) === true;
}

function imageIndex(texts: readonly string[]): number {
  for (let at = 0; at < texts.length; at += 1) {
    const text = texts[at] ?? '';
    if (holdsOptions(text)) continue;
    if (!text.startsWith('-')) return at;
    // `-it` and `-dP` are letters that take nothing, `-v/a:/b` and `--name=x` bring their value along.
    const isFlag =
      runFlags.has(text) ||
      text.includes('=') ||
      /^-[dithPq]+$/.test(text) ||
      (/^-[a-z]./.test(text) && !text.startsWith('--'));
    if (!isFlag) at += 1;
  }
  return -1;
}

// One variable of a shell or of make, or one expression of a platform.
const variable =
  /^\$(?:\{(?<braced>\w+)\}|\((?<made>\w+)\)|(?<plain>\w+)|\{\{\s?(?<expression>[\w.-]{1,200})\s?\}\})$/;

/** The name of the variable that a word is. */
function variableIn(text: string): string | null {
  const { braced, made, plain, expression } = variable.exec(text)?.groups ?? {};
  return braced ?? made ?? plain ?? expression ?? null;
}

/** `$DOCKER_ARGS` where the options stand: it holds more of them, or nothing. */
function holdsOptions(text: string): boolean {
  return /(?:args?|opts?|options|flags?|params?)$/i.test(variableIn(text) ?? '');
}

/** Whether a word names an image. Of one that is a variable alone, only its name tells it from options and from a container. */
function isImage(text: string): boolean {
  const name = variableIn(text);
  if (name !== null) return /image|img/i.test(name);
  // What a command prints may be the image that it builds: `docker run $(docker build -q .)`.
  return text !== '' && !/^\$\((?!\w+\))/.test(text);
}
