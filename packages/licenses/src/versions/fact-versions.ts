import { parseVersions, type VersionSet } from '@fineprint/core';

/** Reads the versions of a fact; a text that is none is a defect of the facts. */
export function parseFactVersions(text: string): VersionSet {
  const set = parseVersions(text);
  if (set === null) throw new Error(`${JSON.stringify(text)} is no comparator of a fact.`);
  return set;
}
