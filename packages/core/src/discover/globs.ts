import { compileSegment, matchesSegment, type Segment } from './glob-segment.ts';

/** Compiled patterns; paths are relative with `/`. */
export interface GlobSet {
  /** Indices of the patterns that match, ascending. */
  readonly matching: (path: string) => readonly number[];
  readonly some: (path: string) => boolean;
}

/** Glob after brace expansion; `**` stands as `null`. */
export type Segments = readonly (Segment | null)[];

interface Alternative {
  readonly pattern: number;
  readonly segments: Segments;
  /** The pattern is `**` and one more segment, so only the base name decides. */
  readonly baseNameOnly: boolean;
}

/** Git takes three stars and more for two. */
const anyDepth = /^\*{2,}$/;
const maxAlternatives = 1000;
const maxPatternLength = 4096;
const none: readonly number[] = [];

/** Says in a sentence why a glob cannot be used, or nothing if it can. */
export function globDefect(pattern: string): string | undefined {
  const expanded = expandBraces(pattern);
  if (typeof expanded === 'string') return expanded;
  for (const alternative of expanded) {
    for (const segment of alternative.split('/')) {
      const compiled = compileSegment(segment);
      if (typeof compiled === 'string') return compiled;
    }
  }
  return undefined;
}

/**
 * Compiles globs: `**` is any number of whole segments, `*` and `?` stay inside one, `[a-z]` and `[!a]` are
 * classes, `{a,b}` alternatives, `!(*.*)` a name without a dot, `\` escapes. A leading dot is nothing special. Most
 * paths are answered by one look-up of their base name or extension; matching is linear in path times pattern. Throws a `RangeError` for
 * a pattern in which `globDefect` sees one.
 */
export function compileGlobs(patterns: readonly string[]): GlobSet {
  const byBaseName = new Map<string, Alternative[]>();
  const byExtension = new Map<string, Alternative[]>();
  // `**/*.yaml` of dozens of formats: the extension is all that there is to compare.
  const wholeExtensions = new Map<string, number[]>();
  const others: Alternative[] = [];
  for (const alternative of patterns.flatMap(alternatives)) {
    const last = alternative.segments.at(-1) ?? null;
    if (alternative.baseNameOnly && last?.is === 'star' && last.prefix === '' && isExtension(last))
      addIndex(wholeExtensions, last.suffix, alternative.pattern);
    else if (last?.is === 'literal') add(byBaseName, last.text, alternative);
    else if (last?.extension !== undefined) add(byExtension, last.extension, alternative);
    else others.push(alternative);
  }

  function matching(path: string): readonly number[] {
    const baseName = path.slice(path.lastIndexOf('/') + 1);
    const named = byBaseName.get(baseName);
    const dot = baseName.lastIndexOf('.');
    const extended = byExtension.get(baseName.slice(dot + 1));
    const whole = dot < 0 ? undefined : wholeExtensions.get(baseName.slice(dot));
    if (!named && !extended && !whole && others.length === 0) return none;
    // Most files have but an extension that somebody wants: they all get the same list.
    let found: readonly number[] = whole ?? none;
    let names: readonly string[] | undefined;
    for (const list of [named, extended, others]) {
      for (const { pattern, segments, baseNameOnly } of list ?? []) {
        const last = segments.at(-1);
        if (found.includes(pattern) || (last && !matchesSegment(last, baseName))) continue;
        names ??= baseNameOnly ? undefined : path.split('/');
        if (baseNameOnly || matchesSegments(segments, names ?? [])) found = [...found, pattern];
      }
    }
    return found === whole || found === none ? found : found.toSorted((a, b) => a - b);
  }

  return { matching, some: (path) => matching(path).length > 0 };
}

function isExtension({
  suffix,
  extension,
}: {
  readonly suffix: string;
  readonly extension?: string | undefined;
}) {
  return suffix === `.${extension}`;
}

/** The indices of one key ascend, and none is there twice. */
function addIndex(map: Map<string, number[]>, key: string, index: number): void {
  const list = map.get(key);
  if (!list) map.set(key, [index]);
  else if (list.at(-1) !== index) list.push(index);
}

function add(map: Map<string, Alternative[]>, key: string, alternative: Alternative): void {
  const list = map.get(key);
  if (list) list.push(alternative);
  else map.set(key, [alternative]);
}

function alternatives(pattern: string, index: number): Alternative[] {
  const expanded = expandBraces(pattern);
  if (typeof expanded === 'string') throw new RangeError(`The glob "${pattern}" cannot be used. ${expanded}`);
  return expanded.map((text) => {
    const segments = compileSegments(text);
    if (typeof segments === 'string')
      throw new RangeError(`The glob "${pattern}" cannot be used. ${segments}`);
    const baseNameOnly = segments.length === 2 && segments[0] === null && segments[1] !== null;
    return { pattern: index, segments, baseNameOnly };
  });
}

/** Compiles a glob without braces, name by name; a string in place of the list says what is wrong. */
export function compileSegments(text: string): (Segment | null)[] | string {
  const segments: (Segment | null)[] = [];
  for (const part of text.split('/')) {
    if (anyDepth.test(part)) {
      // Two in a row say no more than one.
      if (segments.at(-1) !== null || segments.length === 0) segments.push(null);
      continue;
    }
    const segment = compileSegment(part);
    if (typeof segment === 'string') return segment;
    segments.push(segment);
  }
  return segments;
}

/**
 * Matches whole segments. Falling back to the last `**` only is enough, because whatever an earlier one could
 * take, the last one can take too; so each pair of segments is compared once.
 */
export function matchesSegments(segments: Segments, names: readonly string[]): boolean {
  let at = 0;
  let name = 0;
  let fallBack = -1;
  let fallBackName = 0;
  while (name < names.length) {
    const segment = segments[at];
    if (segment === null) {
      // At the end it wants a segment, and there is one: `a/**` is what lies in `a`, not `a` itself.
      if (at === segments.length - 1) return true;
      fallBack = at;
      fallBackName = name;
      at += 1;
    } else if (segment !== undefined && matchesSegment(segment, names[name] ?? '')) {
      at += 1;
      name += 1;
    } else {
      if (fallBack < 0) return false;
      fallBackName += 1;
      name = fallBackName;
      at = fallBack + 1;
    }
  }
  return at === segments.length;
}

/** Expands the innermost-first `{a,b}`; a string in place of the list says what is wrong. */
function expandBraces(pattern: string): readonly string[] | string {
  if (pattern.length === 0) return 'It is empty.';
  if (pattern.length > maxPatternLength) return `It is longer than ${maxPatternLength} characters.`;
  let pending = [pattern];
  const expanded: string[] = [];
  while (pending.length > 0) {
    const next: string[] = [];
    for (const text of pending) {
      const braces = firstBraces(text);
      if (braces === undefined) expanded.push(text);
      else if (typeof braces === 'string') return braces;
      else next.push(...braces.options.map((option) => braces.before + option + braces.after));
      if (next.length + expanded.length > maxAlternatives)
        return `It has more than ${maxAlternatives} alternatives.`;
    }
    pending = next;
  }
  return expanded;
}

interface Braces {
  readonly before: string;
  readonly options: readonly string[];
  readonly after: string;
}

function firstBraces(text: string): Braces | string | undefined {
  const commas: number[] = [];
  let open = -1;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '{') {
      if (depth === 0) open = at;
      depth += 1;
    } else if (character === ',' && depth === 1) commas.push(at);
    else if (character === '}' && depth > 0) {
      depth -= 1;
      if (depth === 0) return split(text, open, commas, at);
    }
  }
  return depth > 0 ? 'It has a "{" without "}".' : undefined;
}

function split(text: string, open: number, commas: readonly number[], close: number): Braces {
  const cuts = [open, ...commas, close];
  const options = cuts.slice(1).map((cut, index) => text.slice((cuts[index] ?? open) + 1, cut));
  return { before: text.slice(0, open), options, after: text.slice(close + 1) };
}
