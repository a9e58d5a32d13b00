import type { Component } from '@fineprint/core';

/** A language package as its registry knows it. */
export interface PackageName {
  readonly name: string;
  readonly version: string;
}

/** The name and exact version of a library behind `pypi/`, as `nameOf` gives it; `null` where no version is known. */
export function packageOf(
  { name, version, source }: Component,
  type: string,
  hosts: readonly string[] = [],
): PackageName | null {
  const own = nameOf(name, source, type, hosts);
  return own !== null && version !== null ? { name: own, version } : null;
}

/**
 * The name behind `pypi/` of a library; `null` where it is of another registry, or of none. What comes from somewhere
 * else (a fork, a folder, a private index) is another package, whatever its name.
 */
export function nameOf(
  written: string,
  source: string | null,
  type: string,
  hosts: readonly string[],
): string | null {
  const prefix = `${type}/`;
  const isPublic = source === null || hosts.includes(source);
  return written.startsWith(prefix) && isPublic ? written.slice(prefix.length) : null;
}

/**
 * A part of a path. Dots alone would lead out of its place, and do so encoded, too (https://url.spec.whatwg.org/#double-dot-path-segment):
 * encoded twice they are a name that nobody has.
 */
export function part(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/^\.+$/, (dots) => dots.replaceAll('.', '%252E'));
}

/** Path parts, each encoded, the slashes between them kept. */
export function parts(text: string): string {
  return text.split('/').map(part).join('/');
}

/** A text without its percent-encoding; one that is badly encoded is left as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is a character like others.
    return text;
  }
}
