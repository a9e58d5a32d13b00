import type { Report, ReportWaiver } from '../model/report.ts';
import type { Waiver, WaiverUse } from '../model/waiver.ts';

/** A waiver as a report keeps it, with what it did. */
export function storedWaiver({ waiver, isInForce, isApplied, findings, lapsed }: WaiverUse): ReportWaiver {
  const { id, rules, component, path, line, versions, license, texts, reason, owner } = waiver;
  return {
    id,
    rules,
    component: component ?? null,
    path: path ?? null,
    reason,
    owner,
    expires: waiver.expires,
    ticket: waiver.ticket ?? null,
    ...(versions === undefined ? {} : { versions }),
    ...(license === undefined ? {} : { license }),
    ...(texts === undefined ? {} : { texts }),
    from: waiver.writtenAt,
    location: waiver.location,
    ...(line === undefined ? {} : { line }),
    isInForce,
    isApplied,
    findings,
    lapsed,
  };
}

/** The waivers of a stored report that stand in the scanned files themselves, so that they can be applied again. */
export function inlineWaiversOf({ waivers = [] }: Pick<Report, 'waivers'>): readonly Waiver[] {
  return waivers.filter(({ line }) => line !== undefined).map(waiverOf);
}

/**
 * What makes a waiver in a comment the same when its line moves: its file and what it says. Whoever judges a change by its
 * base heeds only those that the base has too.
 */
export function inlineIdentity({ line, rules, reason, owner, expires, ticket = null }: Waiver): string {
  return JSON.stringify([line?.path ?? null, rules.toSorted(), reason, owner, expires, ticket]);
}

function waiverOf({ component, path, ticket, from, ...stored }: ReportWaiver): Waiver {
  const { id, rules, line, versions, license, texts, reason, owner, expires, location } = stored;
  return {
    id,
    rules,
    ...(component === null ? {} : { component }),
    ...(path === null ? {} : { path }),
    ...(line === undefined ? {} : { line }),
    ...(versions === undefined ? {} : { versions }),
    ...(license === undefined ? {} : { license }),
    ...(texts === undefined ? {} : { texts }),
    reason,
    owner,
    expires,
    ...(ticket === null ? {} : { ticket }),
    writtenAt: from,
    location,
  };
}
