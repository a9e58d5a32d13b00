import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../../contracts/sources.ts';

// Every key that `action.yml` of a JavaScript action can have; an unknown one is an error of ours.
const ActionFile = z.strictObject({
  name: z.string(),
  author: z.string().optional(),
  description: z.string(),
  branding: z.strictObject({ icon: z.string(), color: z.string() }),
  inputs: z.record(
    z.string(),
    z.strictObject({
      description: z.string(),
      required: z.boolean().optional(),
      default: z.string().optional(),
      deprecationMessage: z.string().optional(),
    }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: z.string() })),
  runs: z.strictObject({
    using: z.enum(['node20', 'node24']),
    main: z.string(),
    pre: z.string().optional(),
    'pre-if': z.string().optional(),
    post: z.string().optional(),
    'post-if': z.string().optional(),
  }),
});

/** What `action.yml` at the root of the project says. */
export const actionFile = ActionFile.parse(parse(readFileSync(join(root, 'action.yml'), 'utf8')));

/**
 * The environment that the runner makes of the inputs: each one that is declared or given, `with` over the defaults.
 * An input without either is there and empty.
 */
export function inputEnvironment(
  given: Readonly<Record<string, string>>,
  contexts: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Readonly<Record<string, string>> {
  const defaults = Object.entries(actionFile.inputs).map(([name, input]): [string, string] => [
    name,
    evaluate(input.default ?? '', contexts),
  ]);
  return Object.fromEntries(
    [...defaults, ...Object.entries(given)].map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}

/** The warning of the runner about inputs that the action does not declare; `null` when there are none. */
export function unexpectedInputs(given: Readonly<Record<string, string>>): string | null {
  const declared = Object.keys(actionFile.inputs);
  const unexpected = Object.keys(given).filter((name) => !declared.includes(name.toLowerCase()));
  if (unexpected.length === 0) return null;
  return `Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${declared.join("', '")}']`;
}

const expression = /\$\{\{\s*(?<context>\w+)\.(?<name>\w+)\s*\}\}/g;

/** Evaluates what defaults of inputs use of the expression language: one value of a context. */
function evaluate(
  text: string,
  contexts: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string {
  const value = text.replace(expression, (_, context, name) => {
    const found = contexts[context]?.[name];
    if (found === undefined) throw new Error(`This runner has no ${context}.${name}.`);
    return found;
  });
  if (value.includes('${{')) throw new Error(`This runner cannot evaluate ${text}.`);
  return value;
}
