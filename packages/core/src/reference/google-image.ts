import type { Span } from '../parse/span.ts';

// `ubuntu-2204-jammy-v20240614`: the family and the day of the release.
const dated = /^(?<name>.+)-(?<version>v\d{8}[a-z]?|\d+(?:\.\d+)+)$/d;
const address = /^(?:https:\/\/(?:www|compute)\.googleapis\.com\/compute\/[a-z0-9]+\/)?(?:projects\/)?/;

/** An image of Google Compute Engine and where in its path the version stands, `null` for a family: its newest. */
export interface GoogleImage {
  readonly name: string;
  readonly version: Span | null;
}

/**
 * Takes apart `[projects/]project/[global/images/][family/]name`, or a name alone in a project
 * (https://cloud.google.com/compute/docs/images/os-details); one with a date is one release.
 */
export function googleImageOf(text: string, project: string | null): GoogleImage {
  const match = dated.exec(text);
  const [start, end] = match?.indices?.groups?.version ?? [];
  const path = (match?.groups?.name ?? text)
    .replace(address, '')
    .replace(/(?:^|\/)global\/images\//, '/')
    .replace(/(?:^|\/)family\//, '/')
    .replace(/^\//, '');
  const name = `google/${project && !path.includes('/') ? `${project}/${path}` : path}`;
  return { name, version: start === undefined || end === undefined ? null : { start, end } };
}
