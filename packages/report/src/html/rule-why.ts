import type { RuleDescription } from '../reporter.ts';

/** A rule that brings its documentation, in Markdown. */
const links = /\[([^\]]{1,200})\]\([^)]{0,500}\)/g;

/** Why a rule is asked, as plain text: the first paragraph under "Why" of its documentation; `null` where it has none. */
export function whyOf(rule: RuleDescription): string | null {
  const [, section = ''] = rule.readme().split(/^## Why$/m);
  const [paragraph = ''] = section.trim().split(/\n\s*\n/, 1);
  const text = paragraph.startsWith('#')
    ? ''
    : paragraph.replace(links, '$1').replaceAll('`', '').replace(/\s+/g, ' ');
  return text === '' ? null : text;
}
