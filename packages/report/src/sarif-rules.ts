import type { Report } from '@fineprint/core';
import type { ConfigurationOverride, ReportingDescriptor } from 'sarif';
import type { RuleDescription } from './reporter.ts';
import { ruleHelp } from './rule-help.ts';

/** The rules of a run: their descriptors, the place of each among them, and where the policy differs from their defaults. */
export interface RunRules {
  readonly descriptors: readonly ReportingDescriptor[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly overrides: readonly ConfigurationOverride[];
}

/** Describes every rule there is, also those that found nothing or were not asked, and those that only findings name. */
export function runRules({ findings, scan }: Report, rules: readonly RuleDescription[]): RunRules {
  const described = new Map(rules.map((rule) => [rule.id, rule]));
  const asked = new Map(scan.policy.rules?.map(({ id, level }) => [id, level]));
  const ids = new Set([...described.keys(), ...asked.keys(), ...findings.map(({ rule }) => rule)]);
  const indexOf = new Map([...ids].map((id, index) => [id, index]));
  const overrides = [...indexOf].flatMap(([id, index]) => {
    const level = asked.get(id);
    if (scan.policy.rules === undefined || level === described.get(id)?.defaultLevel) return [];
    const configuration = level === undefined ? { enabled: false } : { level };
    return [{ descriptor: { id, index }, configuration }];
  });
  const descriptors = [...ids].map((id) => descriptorOf(id, described.get(id)));
  return { descriptors, indexOf, overrides };
}

function descriptorOf(id: string, rule: RuleDescription | undefined): ReportingDescriptor {
  if (rule === undefined) {
    // GitHub takes no rule without a description; of a policy's own rules the report has the id.
    const text = `The policy's own rule "${id}".`;
    return { id, shortDescription: { text }, fullDescription: { text }, help: { text } };
  }
  const { why, markdown } = ruleHelp(rule.readme());
  return {
    id,
    shortDescription: { text: rule.title },
    fullDescription: { text: why === '' ? rule.title : why },
    help: { text: markdown === '' ? rule.title : markdown, ...(markdown === '' ? {} : { markdown }) },
    defaultConfiguration: { level: rule.defaultLevel },
    // Ids are `<subject>-<state>`: licenses, versions, images.
    properties: { tags: ['supply-chain', id.split('-', 1)[0] ?? id] },
  };
}
