import type { JudgedComponent } from '../model/component.ts';
import type { NonEmpty } from '../model/nonempty.ts';
import type { ReportLocation } from '../model/report.ts';
import type { AppliedWaiver, Waiver, WaiverUse } from '../model/waiver.ts';
import type { Seen } from './ask.ts';
import { type AdmitsOnly, waiverIndex } from './waiver-index.ts';

/** A waiver that the scan knows of, and whether this scan heeds it. */
export interface KnownWaiver {
  readonly waiver: Waiver;
  readonly isApplied: boolean;
}

/** What waivers make of one violation. */
export interface Decision {
  /** The waiver in force that covers it; of several that cover its places together, the one that expires first. */
  readonly waiver: Waiver | null;
  /** Why a waiver that names it does not cover it, as a sentence. */
  readonly note: string | null;
  readonly about: readonly About[];
}

/** How a waiver stands to a violation of which it names the rule, the component and a place. */
interface About {
  readonly waiver: Waiver;
  readonly state: State;
}
type State = 'holds' | 'expired' | 'lapsed' | 'not-applied';

/** What waivers are judged by. */
export interface WaiveMeans {
  /** ISO 8601 time that expiries are judged by. */
  readonly asOf: string;
  readonly admitsOnly: AdmitsOnly;
}

/** Makes the function that holds violations against waivers: by rule, version-less identity, place, versions and licence. */
export function waiverBook(
  known: readonly KnownWaiver[],
  { asOf, admitsOnly }: WaiveMeans,
): (seen: Seen) => Decision {
  const index = waiverIndex(
    known.map(({ waiver }) => waiver),
    admitsOnly,
  );
  const unheeded = new Set(known.filter(({ isApplied }) => !isApplied).map(({ waiver }) => waiver));
  const stateOf = (waiver: Waiver, component: JudgedComponent | null): State => {
    if (lapses(waiver, component)) return 'lapsed';
    if (unheeded.has(waiver)) return 'not-applied';
    return isInForce(waiver, asOf) ? 'holds' : 'expired';
  };
  return ({ rule, component, violation: { locations } }) => {
    const about = index
      .about(rule.id, component, locations)
      .map((waiver): About => ({ waiver, state: stateOf(waiver, component) }));
    const holding = about.filter(({ state }) => state === 'holds').map(({ waiver }) => waiver);
    const waiver = coverOf(holding, locations, index.covers);
    return { waiver, note: waiver === null ? noteOn(about, asOf) : null, about };
  };
}

/** The first waiver that covers every place; else of those that do so together the one that expires first. */
function coverOf(
  holding: readonly Waiver[],
  places: NonEmpty<ReportLocation>,
  covers: (waiver: Waiver, place: ReportLocation) => boolean,
): Waiver | null {
  const whole = holding.find((waiver) => places.every((place) => covers(waiver, place)));
  if (whole !== undefined || holding.length === 0) return whole ?? null;
  const parts = places.map((place) => holding.find((waiver) => covers(waiver, place)));
  if (parts.includes(undefined)) return null;
  const [first = null, ...others] = parts.filter((part) => part !== undefined);
  return others.reduce(
    (soonest, next) => (soonest === null || next.expires < soonest.expires ? next : soonest),
    first,
  );
}

/** A waiver lapses when the licence, or its text, is no longer the one that it was given for. */
function lapses({ license, texts }: Waiver, component: JudgedComponent | null): boolean {
  if (license === undefined && texts === undefined) return false;
  if (component === null) return true;
  const { concluded, observed } = component.license;
  const isOther = license !== undefined && license !== concluded.expression;
  return (
    isOther ||
    (texts !== undefined && observed.some(({ text }) => text !== undefined && !texts.includes(text)))
  );
}

function noteOn(about: readonly About[], asOf: string): string | null {
  for (const { waiver, state } of about) {
    const named = `The waiver "${waiver.id}"`;
    if (state === 'expired') return `${named} expired ${daysAgo(waiver.expires, asOf)}.`;
    if (state === 'lapsed') return `${named} no longer holds: it was given for ${givenFor(waiver)}.`;
    if (state === 'holds') return `${named} covers only some of its places.`;
  }
  return null;
}

function givenFor({ license, texts }: Waiver): string {
  if (license === undefined) return 'another licence text';
  return texts === undefined ? license : `another text, or for ${license}`;
}

const dayMs = 86_400_000;

/** Days from one date to another; negative where the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / dayMs);
}

function daysAgo(expires: string, asOf: string): string {
  const days = daysBetween(expires, asOf);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** Tells what each waiver did, or would do if it were in force and applied. */
export function usesOf(
  known: readonly KnownWaiver[],
  decided: readonly (Seen & { readonly decision: Decision })[],
  asOf: string,
): readonly WaiverUse[] {
  const tally = new Map(known.map(({ waiver }) => [waiver, untouched()]));
  for (const { violation, decision } of decided) {
    for (const { waiver, state } of decision.about) {
      const count = tally.get(waiver);
      if (count === undefined) continue;
      if (state === 'lapsed') count.lapsed += 1;
      else count.findings += 1;
      count.covered ??= violation.locations[0];
    }
  }
  return known.map(({ waiver, isApplied }) => ({
    waiver,
    isApplied,
    isInForce: isInForce(waiver, asOf),
    ...(tally.get(waiver) ?? untouched()),
  }));
}

interface Tally {
  findings: number;
  lapsed: number;
  covered: ReportLocation | null;
}

function untouched(): Tally {
  return { findings: 0, lapsed: 0, covered: null };
}

/** Tells whether a waiver holds on a day; `expires` is the last day on which it does. */
export function isInForce({ expires }: Pick<Waiver, 'expires'>, asOf: string): boolean {
  return asOf.slice(0, 10) <= expires;
}

/** A waiver as its finding shows it. */
export function applied({ id, reason, owner, expires, ticket, line }: Waiver): AppliedWaiver {
  return {
    id,
    reason,
    owner,
    expires,
    ...(ticket === undefined ? {} : { ticket }),
    ...(line === undefined ? {} : { isInline: true }),
  };
}
