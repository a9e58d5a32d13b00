import { compileGlobs } from '../discover/index.ts';
import type { JudgedComponent } from '../model/component.ts';
import { componentPattern } from '../model/component-pattern.ts';
import type { NonEmpty } from '../model/nonempty.ts';
import type { ReportComponent, ReportLocation } from '../model/report.ts';
import type { Waiver } from '../model/waiver.ts';
import { onceForEach } from '../once-for-each.ts';

/** Whether every version that a component can have is among `versions`, which are written as npm writes ranges. */
export type AdmitsOnly = (
  component: Pick<ReportComponent, 'key' | 'version' | 'requested'>,
  versions: string,
) => boolean;

/** Answers which waivers speak of a finding; they are indexed by rule, component and path. */
export interface WaiverIndex {
  /** Those that name the rule, the component and a place of the finding, in their order. */
  about(rule: string, component: JudgedComponent | null, places: NonEmpty<ReportLocation>): readonly Waiver[];
  /** Whether a waiver names a place. */
  covers(waiver: Waiver, place: ReportLocation): boolean;
}

/** Indexes waivers once, so that thousands of them can be held against tens of thousands of findings. */
export function waiverIndex(waivers: readonly Waiver[], admitsOnly: AdmitsOnly): WaiverIndex {
  const byRule = new Map<string, RuleWaivers>();
  for (const [order, waiver] of waivers.entries()) {
    for (const rule of new Set(waiver.rules)) {
      const found = byRule.get(rule) ?? emptyRule();
      byRule.set(rule, found);
      add(found, { waiver, order });
    }
  }
  const covers = placeTest(waivers);
  const named = onceForEach((component: JudgedComponent) =>
    onceForEach((rule: RuleWaivers) => namesOf(rule, component, admitsOnly)),
  );
  return {
    covers,
    about(rule, component, places) {
      const found = byRule.get(rule);
      if (found === undefined) return [];
      const ofComponent = component === null ? found.anywhere : named(component)(found);
      const atLines = places.flatMap(({ path }) => found.inline.get(path) ?? []);
      return [...new Set([...ofComponent, ...atLines])]
        .sort((a, b) => a.order - b.order)
        .map(({ waiver }) => waiver)
        .filter((waiver) => places.some((place) => covers(waiver, place)));
    },
  };
}

interface Entry {
  readonly waiver: Waiver;
  readonly order: number;
}

/** The waivers of one rule, by what has to be compared to find them. */
interface RuleWaivers {
  readonly byKey: Map<string, Entry[]>;
  readonly patterns: { readonly entry: Entry; names(component: JudgedComponent): boolean }[];
  /** They name a path and no component. */
  readonly anywhere: Entry[];
  /** Inline ones by the file that they stand in. */
  readonly inline: Map<string, Entry[]>;
}

function emptyRule(): RuleWaivers {
  return { byKey: new Map(), patterns: [], anywhere: [], inline: new Map() };
}

function add({ byKey, patterns, anywhere, inline }: RuleWaivers, entry: Entry): void {
  const { component, line } = entry.waiver;
  if (line !== undefined) append(inline, line.path, entry);
  else if (component === undefined) anywhere.push(entry);
  else if (component.startsWith('pkg:') || component.includes('*'))
    patterns.push({ entry, names: componentPattern(component) });
  else append(byKey, component, entry);
}

function append(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const found = map.get(key);
  if (found) found.push(entry);
  else map.set(key, [entry]);
}

function namesOf(
  { byKey, patterns, anywhere }: RuleWaivers,
  component: JudgedComponent,
  admitsOnly: AdmitsOnly,
): readonly Entry[] {
  const named = [
    ...(byKey.get(component.key) ?? []),
    ...patterns.filter(({ names }) => names(component)).map(({ entry }) => entry),
    ...anywhere,
  ];
  return named.filter(
    ({ waiver: { versions } }) => versions === undefined || admitsOnly(component, versions),
  );
}

/** Globs are compiled together, and each path is asked about once. */
function placeTest(waivers: readonly Waiver[]): WaiverIndex['covers'] {
  const patterns = [...new Set(waivers.flatMap(({ path }) => path ?? []))];
  const globs = compileGlobs(patterns);
  const matching = new Map<string, ReadonlySet<string | undefined>>();
  return ({ path: pattern, line }, { path, line: first, endLine }) => {
    if (line !== undefined) return line.path === path && line.line >= first && line.line <= endLine;
    if (pattern === undefined) return true;
    const found = matching.get(path) ?? new Set(globs.matching(path).map((index) => patterns[index]));
    matching.set(path, found);
    return found.has(pattern);
  };
}
