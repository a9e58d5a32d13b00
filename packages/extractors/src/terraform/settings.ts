import {
  attributesOf,
  type FileProblem,
  type HclBody,
  parseHcl,
  parseHclJson,
  type SourceFile,
} from '@fineprint/core';
import type { TerraformFact } from './facts.ts';

/** Reads `*.tfvars`: values for the variables of a root module. */
export function* readSettings(file: SourceFile): Iterable<TerraformFact | FileProblem> {
  const { body, problems } = file.parse(parseHcl);
  yield* file.problems(problems);
  yield* readBody(file, body);
}

/** Reads `*.tfvars.json`. */
export function* readJsonSettings(file: SourceFile): Iterable<TerraformFact | FileProblem> {
  const { body, problems } = file.parse(parseHclJson);
  yield* file.problems(problems);
  yield* readBody(file, body);
}

function* readBody(file: SourceFile, body: HclBody): Iterable<TerraformFact | FileProblem> {
  for (const attribute of attributesOf(body)) {
    yield* file.problems(attribute.problems);
    const { name, value, nameSpan } = attribute;
    yield { is: 'setting', name, value, place: file.place(nameSpan) };
  }
}

/**
 * Orders the settings files that a root module reads by itself, the last wins; `null` for one that is only read
 * when a command names it (https://developer.hashicorp.com/terraform/language/values/variables).
 */
export function automaticOrder(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'terraform.tfvars') return '0';
  if (name === 'terraform.tfvars.json') return '1';
  return name.endsWith('.auto.tfvars') || name.endsWith('.auto.tfvars.json') ? `2${name}` : null;
}
