import { createHash } from 'node:crypto';
import { printable } from '@fineprint/core';

const illegal = /[^A-Za-z0-9.-]+/g;
const edges = /^[-.]+|[-.]+$/g;
const longestSlug = 80;

/** The SPDX identifier of a unit or component: what can be read of its `ref`, and a hash that makes it the only one of its name. */
export function spdxId(ref: string): string {
  // A lone surrogate has no bytes of its own; its escape in JSON has.
  return `SPDXRef-${[slug(ref), hashOf(JSON.stringify(ref))].filter((part) => part !== '').join('-')}`;
}

/** What is left of a text in the characters of an SPDX identifier. */
export function slug(text: string): string {
  return text
    .slice(0, 4 * longestSlug)
    .replace(illegal, '-')
    .slice(0, longestSlug)
    .replace(edges, '');
}

/** The first 128 bits of a text's SHA-256: nobody makes two texts that share them. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** A text for a field that has one line: what would end the line is escaped, and what readers trim is gone. */
export function singleLine(text: string): string {
  return printable(text).trim();
}
