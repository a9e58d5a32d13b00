import type { TemplatePart } from '../parse/reference/index.ts';

const expression = /\$\{(?<literal>!)?(?<name>[^${}\s]{1,255})\}/g;

/** Takes the text of `Fn::Sub` apart: `${Name}`, `${Resource.Attribute}`, `${AWS::Region}`, and `${!x}` for `${x}` itself. */
export function splitSub(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let done = 0;
  const literal = (start: number, end: number) => {
    if (end > start) parts.push({ is: 'literal', text: text.slice(start, end), start, end });
  };
  for (const { index, 0: whole, groups } of text.matchAll(expression)) {
    const end = index + whole.length;
    literal(done, index);
    if (groups?.literal) {
      literal(index, index + 2);
      literal(index + 3, end);
    } else
      parts.push({ is: 'variable', name: groups?.name ?? '', operator: '', word: [], start: index, end });
    done = end;
  }
  literal(done, text.length);
  return parts;
}
