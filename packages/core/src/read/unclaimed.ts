import type { ClaimedFile, ClaimedScan } from '../discover/claim.ts';
import { compileGlobs, decode, type Root, readFileInside } from '../discover/index.ts';
import { locate } from '../model/location.ts';
import { type Problem, problem } from '../model/problem.ts';
import { sourceFile } from './source-file.ts';

/** A format of infrastructure code that is known by the names of its files, and that no extractor reads. */
export interface UnreadFormat {
  /** What people call it. */
  readonly name: string;
  /** Globs of its files. */
  readonly files: readonly string[];
}

/**
 * Says which files look like infrastructure code and were not claimed: those of a format that nobody reads, and those
 * of a shared name (`*.yaml`) that hold what looks like a reference, but are of no format.
 */
export function unclaimedFiles(
  { files, claimed, root }: ClaimedScan,
  refused: readonly ClaimedFile[],
  unread: readonly UnreadFormat[],
): readonly Problem[] {
  const candidates = new Set(claimed.map(({ path }) => path));
  const formats = unread.map(({ name, files }) => ({ name, globs: compileGlobs(files) }));
  const unknown = files.flatMap(({ path }) => {
    const format = candidates.has(path) ? undefined : formats.find(({ globs }) => globs.some(path));
    return format ? [unclaimed(path, '', 0, `No extractor reads ${format.name} yet.`)] : [];
  });
  return [...unknown, ...refused.flatMap((file) => refusedFile(root, file) ?? [])];
}

// What a reader's eye would stop at: a key of images and sources with a value like `a/b`, an archive's URL, an installer.
const reference =
  /(?<=^|[\s"'{-])(?:image|imageName|container|uses|repository|repoURL|chart|registry|box|baseImage)["']?\s{0,9}[:=]\s{0,9}["']?[\w.-]{1,200}[/:@][\w./:@-]|https?:\/\/[^\s"'<>/]{1,200}\/[^\s"'<>]{1,500}\.(?:tgz|zip|tar\.[gx]z|sh|deb|rpm|jar|whl)\b|\b(?:apt-get|apt|yum|dnf|apk|pip3?|npm|gem) (?:-\S{1,20} ){0,4}(?:install|add) /;
const comment = /^\s*(?:#|\/\/)/;

function refusedFile(root: Root, file: ClaimedFile): Problem | undefined {
  const outcome = readFileInside(root, file);
  if (outcome.is === 'problem') return outcome;
  const decoded = decode(outcome.bytes);
  if (decoded.is !== 'text') return undefined;
  let start = 0;
  for (const line of decoded.text.split('\n')) {
    const said = comment.test(line) ? null : reference.exec(line);
    if (said) {
      const why = `"${line.trim().slice(0, 100)}" looks like a reference, but nothing says of which format this file is.`;
      return unclaimed(file.path, decoded.text, start + said.index, why);
    }
    start += line.length + 1;
  }
  return undefined;
}

function unclaimed(path: string, text: string, at: number, message: string): Problem {
  const { place } = sourceFile(text).problem('file-unclaimed', message, { start: at, end: at });
  return problem('file-unclaimed', message, locate(path, place));
}
