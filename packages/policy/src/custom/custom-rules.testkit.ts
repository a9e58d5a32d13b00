import { evaluate, nonEmpty } from '@fineprint/core';
import { bindPolicy } from '../bind.ts';
import { licensedComponent, type Sketch, scanOf, testMeans } from '../component.testkit.ts';
import { PolicyError } from '../policy-error.ts';
import { loadConditions } from './conditions.ts';

/** Binds a policy that may have custom rules. */
async function bind(text: string, path = 'fineprint.yaml') {
  const sources = [{ name: 'test', path, text }];
  return bindPolicy(sources, { ...testMeans, conditions: await loadConditions(sources, testMeans) });
}

/** A policy with one rule, `ours`. */
export function ruleText(when: string, more = ''): string {
  return `custom-rules:
  ours:
    title: A component is not ours.
    level: error
    when: ${when}
    message: '{component.name} is not ours.'
    remedy: Take another one.
${more}`;
}

/** A component that stands in some places. */
function copied({ copies = 1, ...sketch }: Sketch & { readonly copies?: number }) {
  const component = licensedComponent(sketch);
  return { ...component, occurrences: nonEmpty(Array(copies).fill(component.occurrences[0])) };
}

/** What `ours` finds among components, and the problems of the scan. */
export async function findings(policyText: string, sketches: readonly Parameters<typeof copied>[0][]) {
  const { findings: found, problems } = evaluate(scanOf(sketches.map(copied)), {
    policy: await bind(policyText),
    kinds: new Map(),
    asOf: '2026-11-25T12:00:00Z',
    baseline: null,
    changedPolicy: null,
    admitsOnly: () => false,
    isWhole: true,
  });
  return { found: found.filter(({ rule }) => rule === 'ours'), problems };
}

/** The message of the error that a policy gives when it is bound. */
export async function failure(text: string): Promise<string> {
  try {
    await bind(text);
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
  throw new Error('The policy is valid.');
}
