/**
 * The version of the software in the version of a distribution's package: `1:9.0.1378-2+deb12u2` → `9.0.1378`,
 * `1.1.1n-0+deb11u5` → `1.1.1`, `8.5.0-r0` → `8.5.0`, `1.26.*` and `~1.26` → `1.26`. What does not begin with a number stays.
 */
export function upstreamVersion(text: string): string {
  return leadingNumbers.exec(text)?.groups?.numbers ?? text;
}

// https://www.debian.org/doc/debian-policy/ch-controlfields.html#version: an epoch, the version, a revision.
const leadingNumbers = /^[~=]{0,2}(?:\d{1,9}:)?(?<numbers>\d{1,15}(?:\.\d{1,15}){0,7})/;
