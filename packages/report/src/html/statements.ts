import type { ReportComponent } from '@fineprint/core';
import { versionedName } from '../licenses/rows.ts';
import type { NumberedFinding } from './rule-groups.ts';

/** Findings that say the same of several components, with what they say. */
export interface Statement {
  /** The message, where the findings share one; it speaks of "the component". */
  readonly shared: string | null;
  readonly findings: readonly NumberedFinding[];
}

/** Findings that are mended in the same way. */
export interface Remedy {
  readonly text: string;
  readonly statements: readonly Statement[];
}

type ComponentOf = (ref: string | null) => ReportComponent | undefined;

/**
 * Groups findings by what there is to do, and those by what they say. Forty sentences that differ in nothing but a name
 * are one sentence and forty names: a sentence that is read forty times is read by nobody.
 */
export function remediesOf(
  findings: readonly NumberedFinding[],
  componentOf: ComponentOf,
): readonly Remedy[] {
  const spoken = findings.map((numbered) => {
    const component = componentOf(numbered.finding.ref);
    const { remedy, message } = numbered.finding;
    return { numbered, remedy: withoutNames(remedy, component), message: withoutNames(message, component) };
  });
  return [...Map.groupBy(spoken, ({ remedy }) => remedy)].map(([text, group]) => {
    const [first] = group;
    const statements = [...Map.groupBy(group, ({ message }) => message)].map(([message, same]) => ({
      shared: same.length > 1 ? message : null,
      findings: same.map(({ numbered }) => numbered),
    }));
    return { text: group.length > 1 ? text : (first?.numbered.finding.remedy ?? text), statements };
  });
}

// Shorter names are words of the sentence too often.
const shortestName = 3;

function withoutNames(text: string, component: ReportComponent | undefined): string {
  if (component === undefined) return text;
  const { key, name } = component;
  const names = [key, versionedName(component), name].filter(({ length }) => length >= shortestName);
  return names.reduce(withoutName, text);
}

const joined = /[\w/.-]/;

/** Where a name stands as a word of its own, the component is spoken of instead; in quotes, dots stand for it. */
function withoutName(text: string, name: string): string {
  let left = text;
  let result = '';
  for (let at = left.indexOf(name); at >= 0; at = left.indexOf(name)) {
    const before = left[at - 1] ?? result.at(-1) ?? '';
    const after = left.slice(at + name.length);
    const isWord = !joined.test(before) && !/^[\w/-]/.test(after) && !/^\.\w/.test(after);
    const isStart = result === '' && at === 0;
    const instead = before === '"' ? '…' : isStart ? 'The component' : 'the component';
    result += left.slice(0, at) + (isWord ? instead : name);
    left = after;
  }
  return result + left;
}
