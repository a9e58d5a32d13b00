import { type NonEmpty, placeInRepository, type ReportLocation, type Violation } from '@fineprint/core';
import type { PolicyDocument } from '../document.ts';
import { cut, type Path, validateText } from '../names.ts';
import { NoOptions } from '../no-options.ts';
import type { PolicyDefect } from '../policy-error.ts';
import type { PolicyRule } from '../rule.ts';
import { rules as builtIn } from '../rules/registry.ts';
import type { CustomRuleEntry, PolicyFile } from '../schema.ts';
import { placesOf } from '../wording.ts';
import type { Condition, ConditionDefect, ConditionSubject, Conditions } from './conditions.ts';
import { readSentence, type Sentence, sentenceOf } from './sentence.ts';

const mostRules = 200;
const idForm = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Reads the rules that a policy makes itself; throws a `PolicyError` with the place of each mistake, in its expressions too. */
export function customRulesOf(
  file: PolicyFile,
  document: PolicyDocument,
  conditions: Conditions | null,
): readonly PolicyRule[] {
  const entries = Object.entries(file['custom-rules'] ?? {});
  if (entries.length === 0) return [];
  if (conditions === null)
    throw new TypeError('A policy with custom rules was bound without what compiles them.');
  const defects: PolicyDefect[] = [];
  const rules = entries.flatMap(([id, entry]) => {
    const read = readRule(id, entry, conditions, document);
    defects.push(...formDefects(id, entry, document), ...read.defects);
    return read.rule;
  });
  if (entries.length > mostRules) {
    const message = `A policy has at most ${mostRules} custom rules; here are ${entries.length}.`;
    defects.push({ message, location: document.placeOfKey(['custom-rules']) });
  }
  const [first, ...rest] = defects;
  if (first) throw document.error([first, ...rest]);
  return rules;
}

function formDefects(id: string, entry: CustomRuleEntry, document: PolicyDocument): readonly PolicyDefect[] {
  const defects: PolicyDefect[] = [];
  const path: Path = ['custom-rules', id];
  const location = document.placeOfKey(path);
  if (builtIn.some((rule) => rule.id === id))
    defects.push({ message: `"${id}" is a rule of Fineprint: call this one otherwise.`, location });
  else if (!idForm.test(id) || id.length > 80)
    defects.push({ message: `"${cut(id)}" is no id of a rule. One is written "image-not-ours".`, location });
  for (const key of ['title', 'message', 'remedy'] as const) {
    validateText(key, entry[key], [...path, key], (at, message) =>
      defects.push({ message, location: document.placeOf(at) }),
    );
  }
  return defects;
}

function readRule(
  id: string,
  entry: CustomRuleEntry,
  conditions: Conditions,
  document: PolicyDocument,
): { readonly rule: readonly PolicyRule[]; readonly defects: readonly PolicyDefect[] } {
  const subject = entry.subject ?? 'component';
  const when = conditions.compile(entry.when, subject, 'decision');
  const message = readSentence(entry.message, subject, conditions);
  const remedy = readSentence(entry.remedy, subject, conditions);
  const defects = Object.entries({ when, message, remedy }).flatMap(([key, read]): readonly PolicyDefect[] =>
    isDefect(read)
      ? [{ message: read.message, location: document.placeInText(['custom-rules', id, key], read) }]
      : [],
  );
  if (isDefect(when) || isDefect(message) || isDefect(remedy)) return { rule: [], defects };
  return { rule: [ruleOf(id, entry, { when, message, remedy })], defects };
}

function isDefect(read: Condition | Sentence | ConditionDefect): read is ConditionDefect {
  return 'message' in read && 'start' in read;
}

interface Compiled {
  readonly when: Condition;
  readonly message: Sentence;
  readonly remedy: Sentence;
}

function ruleOf(id: string, { title, level, subject }: CustomRuleEntry, compiled: Compiled): PolicyRule {
  const common = { id, title, defaultLevel: level, options: NoOptions, isCustom: true };
  if (subject === 'occurrence') {
    return {
      ...common,
      subject: 'occurrence',
      check: (about) => violations(compiled, about, [placeInRepository(about.occurrence)]),
    };
  }
  return {
    ...common,
    subject: 'component',
    check: (component) => violations(compiled, { component }, placesOf(component)),
  };
}

function* violations(
  { when, message, remedy }: Compiled,
  subject: ConditionSubject,
  locations: NonEmpty<ReportLocation>,
): Iterable<Violation> {
  if (when.evaluate(subject) !== true) return;
  const { is, expression } = subject.component.license.concluded;
  yield {
    message: sentenceOf(message, subject),
    remedy: sentenceOf(remedy, subject),
    locations,
    // A waiver and a baseline hold for the licence that they were given for.
    ...(when.readsLicense && is !== 'no-assertion' ? { expression: expression ?? 'NONE' } : {}),
  };
}
