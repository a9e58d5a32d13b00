import { compileSegment, matchesSegment, type Segment } from './glob-segment.ts';
import { compileSegments, matchesSegments, type Segments } from './globs.ts';

/** Rules of one `.gitignore` (or `info/exclude`), for what lies below its directory. */
export interface IgnoreRules {
  /** The directory, relative to the work tree and with `/` at its end; empty for the work tree itself. */
  readonly base: string;
  readonly byName: ReadonlyMap<string, readonly IgnoreRule[]>;
  readonly byExtension: ReadonlyMap<string, readonly IgnoreRule[]>;
  readonly others: readonly IgnoreRule[];
  /** Rules that hold where these say nothing. */
  readonly outer: IgnoreRules | null;
}

interface IgnoreRule {
  readonly order: number;
  readonly negated: boolean;
  readonly directoryOnly: boolean;
  readonly last: Segment | null;
  /** Whole pattern from the base on; `null` if the last name decides. */
  readonly segments: Segments | null;
}

/**
 * Parses a `.gitignore` (gitignore(5)). A pattern that git takes for unusable ignores nothing, as in git. The
 * matcher is our own because the patterns are hostile: it is linear in name times pattern.
 */
export function parseIgnoreRules(text: string, base: string, outer: IgnoreRules | null): IgnoreRules {
  const byName = new Map<string, IgnoreRule[]>();
  const byExtension = new Map<string, IgnoreRule[]>();
  const others: IgnoreRule[] = [];
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  lines.forEach((line, order) => {
    const rule = parseRule(line, order);
    if (!rule) return;
    if (rule.last?.is === 'literal') add(byName, rule.last.text, rule);
    else if (rule.last?.extension !== undefined) add(byExtension, rule.last.extension, rule);
    else others.push(rule);
  });
  return { base, byName, byExtension, others, outer };
}

/** Whether a path, relative to the work tree, is ignored; what its directories' rules say is the caller's question. */
export function isIgnored(rules: IgnoreRules | null, path: string, isDirectory: boolean): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const extension = name.slice(name.lastIndexOf('.') + 1);
  for (let level = rules; level; level = level.outer) {
    let decisive: IgnoreRule | undefined;
    for (const list of [level.byName.get(name), level.byExtension.get(extension), level.others]) {
      for (const rule of list ?? []) {
        if (decisive && decisive.order > rule.order) continue;
        if (matches(rule, level.base, path, name, isDirectory)) decisive = rule;
      }
    }
    if (decisive) return !decisive.negated;
  }
  return false;
}

function add(map: Map<string, IgnoreRule[]>, key: string, rule: IgnoreRule): void {
  const list = map.get(key);
  if (list) list.push(rule);
  else map.set(key, [rule]);
}

function matches(rule: IgnoreRule, base: string, path: string, name: string, isDirectory: boolean): boolean {
  if (rule.directoryOnly && !isDirectory) return false;
  if (rule.last && !matchesSegment(rule.last, name)) return false;
  return rule.segments === null || matchesSegments(rule.segments, path.slice(base.length).split('/'));
}

function parseRule(line: string, order: number): IgnoreRule | undefined {
  let pattern = withoutTrailingSpaces(line.endsWith('\r') ? line.slice(0, -1) : line);
  if (pattern === '' || pattern.startsWith('#')) return undefined;
  const negated = pattern.startsWith('!');
  if (negated) pattern = pattern.slice(1);
  const directoryOnly = pattern.endsWith('/');
  if (directoryOnly) pattern = pattern.slice(0, -1);
  if (pattern === '') return undefined;
  if (!pattern.includes('/')) {
    const last = compileSegment(pattern);
    return typeof last === 'string' ? undefined : { order, negated, directoryOnly, last, segments: null };
  }
  const segments = compileSegments(pattern.startsWith('/') ? pattern.slice(1) : pattern);
  if (typeof segments === 'string') return undefined;
  return { order, negated, directoryOnly, last: segments.at(-1) ?? null, segments };
}

/** Spaces at the end do not count, unless the first of them is escaped. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end -= 1;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === '\\') backslashes += 1;
  return line.slice(0, end < line.length && backslashes % 2 === 1 ? end + 1 : end);
}
