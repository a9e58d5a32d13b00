/** What the documentation of a rule says to whoever has a finding of it, in Markdown. */
export interface RuleHelp {
  /** Why it is asked, in one paragraph. */
  readonly why: string;
  /** Why, how to fix it, and its options; the examples are those of its tests. */
  readonly markdown: string;
}

/** Takes what a report can show from the README of a rule. */
export function ruleHelp(readme: string): RuleHelp {
  const sections = new Map(
    readme
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const end = section.indexOf('\n');
        return [section.slice(0, end), section.slice(end).trim()] as const;
      }),
  );
  const shown = ['Why', 'How to fix', 'Options'].flatMap((title) => {
    const body = sections.get(title);
    return body === undefined ? [] : [`## ${title}\n\n${body}\n`];
  });
  return { why: sections.get('Why')?.split('\n\n', 1)[0] ?? '', markdown: shown.join('\n') };
}
