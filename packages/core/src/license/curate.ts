import type { AdmitsOnly } from '../evaluate/waiver-index.ts';
import type { Component } from '../model/component.ts';
import { namesComponent } from '../model/component-pattern.ts';
import type { Curation } from '../model/curation.ts';
import type { Kind } from '../model/kind.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { LicenseEvidence } from './evidence.ts';
import type { UnknownText } from './source.ts';

/** What correcting licenses needs from outside. */
export interface CurationMeans {
  readonly curations: readonly Curation[];
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Whether every version that a component can have is among `versions`. */
  readonly admitsOnly: AdmitsOnly;
}

type Found = LicenseEvidence | UnknownText;

/** The corrections of one scan. */
export interface Curator {
  /** Evidence of the first curation that holds for a component, and a problem for each before it that has lapsed. */
  corrections(component: Component, found: readonly Found[]): Iterable<LicenseEvidence | Problem>;
  /** After the last component: a problem for each curation that met none. */
  unused(): Iterable<Problem>;
}

/** Why a curation met no component, the best guess last. */
const misses = ['unnamed', 'other-versions', 'shadowed'] as const;
type Miss = (typeof misses)[number];

/** Starts to correct licenses; what is asked is remembered, so that what is of no use can be told. */
export function curator({ curations, kinds, admitsOnly }: CurationMeans): Curator {
  const missed = new Map<Curation, Miss>(curations.map((curation) => [curation, 'unnamed']));
  const miss = (curation: Curation, why: Miss) => {
    const before = missed.get(curation);
    if (before !== undefined && misses.indexOf(why) > misses.indexOf(before)) missed.set(curation, why);
  };
  return {
    *corrections(component, found) {
      let holds = false;
      for (const curation of curations) {
        if (!namesComponent(curation.component, component)) continue;
        if (curation.versions !== undefined && !admitsOnly(component, curation.versions)) {
          miss(curation, 'other-versions');
        } else if (holds) miss(curation, 'shadowed');
        else {
          missed.delete(curation);
          const strange = strangeText(curation, found);
          holds = strange === undefined;
          yield strange === undefined
            ? evidenceOf(curation, found, kinds.get(component.kind)?.covers ?? 'artifact')
            : lapsed(curation, component, strange);
        }
      }
    },
    *unused() {
      for (const [curation, why] of missed) yield unusedProblem(curation, why);
    },
  };
}

/** The first evidence with a text that a curation was not made for. */
function strangeText({ texts }: Curation, found: readonly Found[]): Found | undefined {
  return texts && found.find(({ text }) => text !== undefined && !texts.includes(text));
}

function evidenceOf(
  { id, license, reason, owner, texts, writtenAt }: Curation,
  found: readonly Found[],
  covers: LicenseEvidence['covers'],
): LicenseEvidence {
  const text = texts && found.find((one) => one.text !== undefined)?.text;
  const held =
    text !== undefined
      ? 'made for the licence text that was found'
      : texts !== undefined
        ? 'made for a licence text that is not at hand to compare'
        : 'bound to no licence text';
  const by = owner === null ? '' : ` by ${owner}`;
  return {
    expression: license,
    covers,
    method: 'curation',
    acknowledgement: 'observed',
    source: `curation ${JSON.stringify(id)}${by} at ${writtenAt}, ${held}`,
    verified: text !== undefined,
    confidence: text === undefined ? uncompared : 1,
    ...(text === undefined ? {} : { text }),
    note: reason,
  };
}

// A correction that nothing was compared with may speak of a text that has changed since.
const uncompared = 0.8;

function lapsed({ id, location, writtenAt }: Curation, { ref }: Component, { source, text }: Found): Problem {
  return problem(
    'curation-lapsed',
    `The curation ${JSON.stringify(id)} (${writtenAt}) does not hold for ${ref}: it was made for another text than that of ${source}, whose SHA-256 is ${text}.`,
    location,
  );
}

function unusedProblem({ id, component, versions, location, writtenAt }: Curation, why: Miss): Problem {
  const because = {
    unnamed: `nothing here is named ${JSON.stringify(component)}`,
    'other-versions': `what ${JSON.stringify(component)} names can have other versions than ${JSON.stringify(versions)}`,
    shadowed: `an earlier one holds for all that it names`,
  }[why];
  return problem(
    'curation-unused',
    `The curation ${JSON.stringify(id)} (${writtenAt}) is not used: ${because}.`,
    location,
  );
}
