import { parseJson } from './json.ts';
import type { SyntaxTree } from './node.ts';
import { parseYaml } from './yaml.ts';

/**
 * Reads a text that begins as JSON and may be YAML in its flow style, or a template of JSON with something left open in
 * it: as YAML where it is no JSON, and a template or nothing wrong as YAML.
 */
export function parseJsonOrYaml(text: string): SyntaxTree {
  if (!looksLikeJson.test(text.slice(0, 1000))) return parseYaml(text);
  const json = parseJson(text);
  if (json.problems.length === 0) return json;
  const yaml = parseYaml(text);
  return yaml.problems.length === 0 || template.test(text) ? yaml : json;
}

// A dynamic reference of CloudFormation (`{{resolve:ssm:…}}`) is a text.
const template = /\{%|\{\{(?!resolve:)/;
const looksLikeJson = /^\uFEFF?\s*[[{](?![{%])/;
