import type { Via } from '../parse/reference/index.ts';
import type { SourceFile } from '../read/source-file.ts';

/** How often a variable of a file is the tag of an image, and how often anything else. */
interface Uses {
  readonly asTag: number;
  readonly otherwise: number;
}

const never: Uses = { asTag: 0, otherwise: 0 };

// `$X`, `${X:-1}`, `$(X)`, `$[[ inputs.x ]]`, `<< parameters.x >>`, and in HCL `= X`.
const expansion =
  /\$(?<plain>[A-Za-z_]\w{0,200})|\$\{(?<braced>\w{1,200})(?<word>[^}\n]{0,200})\}|\$\((?<paren>[\w.]{1,200})\)|\$\[\[\s{0,10}inputs\.(?<input>[\w-]{1,200})\s{0,10}\]\]|<<\s{0,10}(?<parameter>(?:pipeline\.)?parameters\.[\w-]{1,200})\s{0,10}>>|=[ \t]{0,10}(?<bare>[A-Za-z_]\w{0,200})(?=[ \t]{0,10}(?:[,})\r\n]|$))/g;

/**
 * Whether what came through variables is the end of image references and nothing else in the file: a digest written into
 * the tag that a variable holds would show up wherever else the variable is used.
 */
export function isOnlyTag(file: SourceFile, via: readonly Via[]): boolean {
  return via.every(({ name, place, isChoice }) => {
    // A default stands where it is used.
    if (place === null) return true;
    return !isChoice && isTagVariable(file, name) && !isUpdated(file, place.start);
  });
}

/** Whether a file uses a variable as the tag of images only. */
export function isTagVariable(file: SourceFile, name: string): boolean {
  const { asTag, otherwise } = usesIn(file).get(name) ?? never;
  return asTag > 0 && otherwise === 0;
}

/** Whether a variable is used once in the file, for what came through it. */
export function isOnlyUse(file: SourceFile, { name, place, isChoice }: Via): boolean {
  if (place === null) return true;
  const { asTag, otherwise } = usesIn(file).get(name) ?? never;
  return !isChoice && asTag + otherwise === 1 && !isUpdated(file, place.start);
}

/** Whether a comment in the line above tells Renovate what the value is, which it then has to be able to read. */
function isUpdated({ text }: SourceFile, at: number): boolean {
  const end = text.lastIndexOf('\n', at - 1);
  const start = text.lastIndexOf('\n', end - 1) + 1;
  return end > 0 && /#[ \t]{0,10}renovate:/.test(text.slice(start, end));
}

const counted = new WeakMap<SourceFile, ReadonlyMap<string, Uses>>();

function usesIn(file: SourceFile): ReadonlyMap<string, Uses> {
  const known = counted.get(file);
  if (known) return known;
  const uses = new Map<string, Uses>();
  const { text } = file;
  for (const { index, 0: found, groups = {} } of text.matchAll(expansion)) {
    const { plain, braced, word = '', paren, input, parameter, bare } = groups;
    const name = plain ?? braced ?? paren ?? input ?? parameter ?? bare ?? '';
    const isWhole = bare === undefined && /^(?::?[-?]|$)/.test(word);
    const isEnd = !/[\w.-]/.test(text.charAt(index + found.length));
    const isTag = isWhole && isEnd && /[\w.})\]>-]:$/.test(text.slice(Math.max(index - 2, 0), index));
    const { asTag, otherwise } = uses.get(name) ?? never;
    uses.set(name, isTag ? { asTag: asTag + 1, otherwise } : { asTag, otherwise: otherwise + 1 });
  }
  counted.set(file, uses);
  return uses;
}
