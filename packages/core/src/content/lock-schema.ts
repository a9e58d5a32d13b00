import * as z from 'zod';

// One JSON object a line: an entry is added, changed and merged by itself, and no comma ties it to its neighbour.

const text = (most: number) => z.string().max(most, `It has more than ${most} characters.`);
const hashForm = /^(?:h1:[A-Za-z0-9+/]{43}=|sha256:[0-9a-f]{64})$/;
const commitForm = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The first line of `fineprint.lock`. */
export const contentLockHeader = z.strictObject({
  schema: z.literal('fineprint-lock/1').describe('The form of the lines that follow.'),
});

/** Every other line of `fineprint.lock`: what a component held. */
export const contentLockEntry = z
  .strictObject({
    key: text(2_000).min(1).describe('The component without version or pin: `<kind>:<name>[#subpath]`.'),
    request: z
      .nullable(text(2_000))
      .describe('What the repository asks for, as it is written there; null where nothing is asked for.'),
    version: z.exactOptional(text(500).min(1)).describe('The exact version that the request led to.'),
    commit: z
      .exactOptional(z.string().regex(commitForm, 'It is no commit of 40 or 64 hexadecimal digits.'))
      .describe('The commit that the request led to.'),
    hash: z
      .string()
      .regex(hashForm, 'It is neither "h1:" with a SHA-256 in Base64 nor "sha256:" with one in hex.')
      .describe(
        'Of one file `sha256:` and the SHA-256 of its bytes in hex. Of a tree `h1:` and, in Base64, the SHA-256 of lines, one for each file: the SHA-256 of its bytes in hex, two spaces, its path from the top of the tree with "/", and LF; sorted by the bytes of the paths. A symbolic link counts as a file whose bytes are the path that it leads to, and is not followed. Directories and modes do not count, nor does anything named `.git`, `.hg`, `.svn` or `.bzr`. Bytes are taken as they are: no line end is changed. Paths that differ in case are two. A tree with a path that holds LF or is no UTF-8, with a hard link or a device, or with more than 20000 files or 128000000 bytes has no hash.',
      ),
  })
  .describe('What a component held when it was locked; there is one line for each request of a key.');

/** The schema of a line; `packages/core/schema/fineprint-lock-1.schema.json` is generated from it. */
export const contentLockLineSchema = z.union([contentLockHeader, contentLockEntry]);
