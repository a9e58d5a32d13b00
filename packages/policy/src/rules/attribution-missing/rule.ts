import {
  type JudgedComponent,
  leavesOf,
  parseExpression,
  printLeaf,
  usages,
  type Violation,
} from '@fineprint/core';
import * as z from 'zod/mini';
import type { PolicyRule } from '../../rule.ts';
import { named, placesOf } from '../../wording.ts';

const Options = z.strictObject({
  /** The usages in which components are passed on to others. */
  usage: z._default(z.array(z.enum(usages)), ['distributed']),
});
type Options = z.infer<typeof Options>;

/** What a licence asks to pass on that only the component's own files hold. */
const notices = new Set(['notices', 'notices-in-source', 'acknowledgement', 'notice-file']);

/** Reports components that are passed on and whose own copyright notices nobody has seen. */
export const attributionMissing = {
  id: 'attribution-missing',
  title: 'The copyright notices of a distributed component were not found, so that they cannot be passed on.',
  subject: 'component',
  defaultLevel: 'note',
  options: Options,
  *check(component: JudgedComponent, { usage }: Options): Iterable<Violation> {
    const { verdict, texts } = component;
    if (!usage.includes(component.usage) || texts.length > 0) return;
    const { effective } = verdict;
    const parsed = parseExpression(effective ?? '');
    if (effective === null || parsed.is !== 'expression') return;
    const held = new Set(leavesOf(parsed.expression).map(printLeaf));
    const asking = (verdict.terms ?? []).filter(
      ({ license, asks }) => held.has(license) && asks?.some(({ id }) => notices.has(id)),
    );
    if (asking.length === 0) return;
    yield {
      message: `${named(component)} is passed on under ${asking.map(({ license }) => license).join(' and ')}, which asks to keep its copyright notices, and no text with them was found: what "fineprint notice" writes cannot name its authors.`,
      remedy:
        'Keep its licence file beside the copy that you distribute, or scan with --online, so that its own text is found; or write its notices into your attribution by hand and record that in a waiver.',
      locations: placesOf(component),
      expression: effective,
    };
  },
} as const satisfies PolicyRule<Options>;
