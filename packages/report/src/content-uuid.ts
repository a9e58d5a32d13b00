import { createHash } from 'node:crypto';
import type { Report } from '@fineprint/core';

/**
 * A UUID of version 8 (RFC 9562) made of a report's content and of the `form` that it is written in: the same scan has
 * the same one. The report is read piece by piece, since as one text it may be longer than a string can be.
 */
export function contentUuid(report: Report, form: string): string {
  const hash = createHash('sha256').update(JSON.stringify(form));
  for (const [field, value] of Object.entries(report)) {
    hash.update(JSON.stringify(field));
    for (const piece of pieces(value)) hash.update(JSON.stringify(piece));
  }
  const hex = hash.digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function pieces(value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? Object.entries(value) : [value];
}
