import { parseHcl } from '@fineprint/core';

const wholeLine = /^[ \t]*\{\{.*$/gm;
const value = /(?<==[ \t]{0,20})\{\{[^"\n]{0,500}?\}\}/g;

/**
 * Parses a configuration, which may be a template of Boilerplate that `terragrunt scaffold` fills in. Lines that begin with
 * an action are left out, and a value that is one is not known; what stands in quotes stays as it is written.
 */
export function parseConfiguration(text: string): ReturnType<typeof parseHcl> {
  const isTemplate = text.includes('{{') && (/^[ \t]*\{\{/m.test(text) || /=[ \t]*\{\{/.test(text));
  if (!isTemplate) return parseHcl(text);
  const blank = (action: string) => action.replace(/./g, ' ');
  const unknown = (action: string) => 'null'.padEnd(action.length);
  return parseHcl(text.replace(wholeLine, blank).replace(value, unknown));
}
