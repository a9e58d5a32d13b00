import type { Refusal } from '../model/refusal.ts';
import type { Seen } from './ask.ts';
import type { AdmitsOnly } from './waiver-index.ts';

const mostLetters = 500;

/** Makes the function that says, as a sentence, what was decided against a violation; `null` where nothing was. */
export function refusalBook(
  refusals: readonly Refusal[],
  admitsOnly: AdmitsOnly,
): (seen: Pick<Seen, 'rule' | 'component'>) => string | null {
  const byQuestion = Map.groupBy(refusals, ({ rule, component }) => questionOf(rule, component));
  return ({ rule, component }) => {
    if (component === null) return null;
    const { expression } = component.license.concluded;
    const told = byQuestion
      .get(questionOf(rule.id, component.key))
      ?.findLast(
        ({ versions, license }) =>
          (license === undefined || license === expression) &&
          (versions === undefined || admitsOnly(component, versions)),
      );
    return told ? sentenceOf(told) : null;
  };
}

function questionOf(rule: string, key: string): string {
  return `${rule} ${key}`;
}

function sentenceOf({ outcome, owner, reason }: Refusal): string {
  const words = reason.replaceAll(/\s+/g, ' ').trim();
  const said = words.length > mostLetters ? `${words.slice(0, mostLetters)}…` : words;
  const by = outcome === 'rejected' ? `It was rejected by ${owner}` : `${owner} asks for more`;
  return `${by}: ${said}${/[.!?…]$/.test(said) ? '' : '.'}`;
}
