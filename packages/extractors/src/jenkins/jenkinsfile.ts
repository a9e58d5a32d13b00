import {
  type FileProblem,
  gitParts,
  imageReference,
  mappedScript,
  objectImages,
  objectsIn,
  type PlacedSlot,
  parseYaml,
  partOf,
  type ReferenceFact,
  type ReferenceSite,
  type ResolvedText,
  readDocuments,
  readInner,
  referenceFact,
  type SourceFile,
  slotsAt,
  withoutCommits,
} from '@fineprint/core';
import { type GroovyString, stringReference, stringsOf, stringText } from './groovy.ts';
import { readLibrary } from './libraries.ts';

/** Reads a pipeline: what its strings mean is told by the code before them. */
export function* readJenkinsfile(file: SourceFile): Iterable<ReferenceFact | FileProblem> {
  const strings = stringsOf(file);
  let isLibraryList = false;
  for (const [index, string] of strings.entries()) {
    const { before } = string;
    isLibraryList = annotation.test(before) || (isLibraryList && /''\s*,\s*$/.test(before));
    const site: ReferenceSite = { file, address: 'pipeline', usage: 'ci' };
    const library = { ...site, address: 'library' };
    if (isLibraryList) yield* readLibrary(library, string, []);
    else if (step.test(before)) yield* readLibrary(library, string, untilNextLibrary(strings, index + 1));
    else yield* readString(site, strings, index);
  }
}

/** The strings that may belong to the same call. */
function untilNextLibrary(strings: readonly GroovyString[], from: number): readonly GroovyString[] {
  const few = strings.slice(from, from + 6);
  const next = few.findIndex(({ before }) => step.test(before) || annotation.test(before));
  return next < 0 ? few : few.slice(0, next);
}

const annotation = /@Library\s*\(\s*(?:value\s*=\s*)?\[?\s*$/;
const step = /\blibrary\s*(?:\(\s*)?(?:identifier\s*:\s*)?$/;
const image =
  /\bdocker\s*\{[^{}]*\bimage\s*\(?\s*$|\bagent\s*\{\s*docker\s*\(?\s*$|\bdocker\s*\.\s*image\s*\(\s*$|\bcontainerTemplate\b[^)]*\bimage\s*:\s*$/;
const script = /\bsh\s*\(?\s*$|\bscript\s*:\s*$/;
const pod = /\byaml\s*[:(]?\s*$/;
const clone =
  /\bgit\s*\(?\s*(?:url\s*:\s*)?$|\bgit\b[^{}()]*\burl\s*:\s*$|\bGitSCM\b[\s\S]*\burl\s*:\s*$|\buserRemoteConfigs\b[\s\S]*\burl\s*:\s*$/;

function* readString(
  site: ReferenceSite,
  strings: readonly GroovyString[],
  index: number,
): Iterable<ReferenceFact | FileProblem> {
  const { file } = site;
  const string = strings[index];
  if (!string) return;
  const { before } = string;
  const reference = stringReference(file, string);
  if (image.test(before)) {
    // A pipeline that builds an image speaks of it by a name of its own.
    const isOwn = /\.\s*image\s*\(\s*$/.test(before) && !/[:/]/.test(reference.resolved.text);
    if (!isOwn) yield* imageReference({ ...site, address: 'docker/image' }, reference);
  } else if (script.test(before)) yield* mappedScript({ ...site, address: 'sh' }, [stringText(file, string)]);
  else if (pod.test(before)) yield* readPod(site, string);
  else if (clone.test(before)) yield* readClone(site, string, branchOf(site.file, strings, index));
}

/** The pod of an agent is a manifest of its own. */
function* readPod(site: ReferenceSite, string: GroovyString): Iterable<ReferenceFact | FileProblem> {
  const inner = readInner(site.file, stringText(site.file, string), (file) =>
    readDocuments(file, parseYaml, function* (root) {
      for (const object of objectsIn(root)) yield* objectImages(file, object);
    }),
  );
  // What cannot be read as YAML here is put together by the pipeline.
  for (const item of inner) if (item.is === 'reference') yield { ...item, usage: 'ci' };
}

function* readClone(
  site: ReferenceSite,
  string: GroovyString,
  branch: Branch | null,
): Iterable<ReferenceFact> {
  const reference = stringReference(site.file, string);
  const { ref = null, isByName = false, spec } = branch ?? {};
  const read = /[:/]/.test(reference.resolved.text) ? gitParts(site.file, reference.resolved, ref) : null;
  if (!read) return;
  const parts = isByName ? withoutCommits(read, byName) : read;
  const slots = spec ? parts.slots.map((slot) => wholeSpec(site.file, slot, spec)) : parts.slots;
  yield referenceFact({ ...site, address: 'git' }, reference, { ...parts, slots });
}

const byName =
  'The step "git" takes the name of a branch, and no commit: "checkout" with "branches" takes one.';

/** A commit is of no remote: it takes the place of all that names the branch. */
function wholeSpec(file: SourceFile, slot: PlacedSlot, spec: ResolvedText): PlacedSlot {
  const [whole] = slotsAt(file, slot.is, spec, { start: 0, end: spec.text.length });
  return slot.is === 'version' && whole ? whole : slot;
}

/** The branch of a clone: what it is called, whether it can be named only, and the text that holds it. */
interface Branch {
  readonly ref: ResolvedText;
  readonly isByName: boolean;
  readonly spec?: ResolvedText;
}

const branchSpec = /\bbranches\s*:\s*\[\s*\[\s*name\s*:\s*$/;
// Options of a checkout that stand between its branch and its URL.
const farthest = 12;

/** `git url: '…', branch: '…'` says its branch next; `GitSCM` has a list of them, before its repositories or after. */
function branchOf(file: SourceFile, strings: readonly GroovyString[], index: number): Branch | null {
  const next = strings[index + 1];
  if (next && /^''[^{}]{0,200}\bbranch\s*:\s*$/.test(codeBefore(next)))
    return { ref: stringReference(file, next).resolved, isByName: true };
  for (const step of [-1, 1]) {
    for (let at = index + step; Math.abs(at - index) < farthest; at += step) {
      const string = strings[at];
      if (!string || clone.test(string.before)) break;
      if (branchSpec.test(string.before)) return branchName(stringReference(file, string).resolved);
      // Another checkout begins, or the one that is asked about.
      if (/\bcheckout\b/.test(codeBefore(string))) break;
    }
  }
  return null;
}

/** The code between a string and the one before it. */
function codeBefore({ before }: GroovyString): string {
  return before.slice(Math.max(before.lastIndexOf("''"), 0));
}

/** A branch of any remote is named by an asterisk before it. */
function branchName(spec: ResolvedText): Branch {
  const [remote = ''] = /^(?:\*\/|refs\/heads\/|origin\/)/.exec(spec.text) ?? [];
  return { ref: partOf(spec, { start: remote.length, end: spec.text.length }), isByName: false, spec };
}
