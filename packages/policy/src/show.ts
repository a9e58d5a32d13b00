import { canonicalJson, type Layered, type Origin, plainValue } from './layers.ts';
import { isMap } from './lists.ts';

/** Where a value of the effective policy comes from, as a comment says it: `default`, `strict`, `fineprint.yaml:12`. */
export function originText({ name, location, isReadyMade }: Origin): string {
  return location === null || isReadyMade ? name : `${location.path}:${location.line}`;
}

/** Writes a policy as YAML that says the same when it is read again, with the origin of each value as a comment. */
export function* policyYaml(layers: Layered): Iterable<string> {
  if (layers.is !== 'map') return;
  for (const [section, value] of layers.entries) yield* keyLines(section, value, '');
}

/** A value of the effective policy with its path and its origin. */
export interface ShownOrigin {
  readonly path: readonly (string | number)[];
  readonly from: string;
}

/** Every value with its origin, in the order of the policy. */
export function* originsIn(layered: Layered, path: readonly (string | number)[] = []): Iterable<ShownOrigin> {
  switch (layered.is) {
    case 'value':
      yield { path, from: originText(layered.origin) };
      return;
    case 'list':
      for (const [index, item] of layered.items.entries()) yield* originsIn(item, [...path, index]);
      if (layered.items.length === 0) yield { path, from: originText(layered.origin) };
      return;
    case 'map':
      for (const [key, value] of layered.entries) yield* originsIn(value, [...path, key]);
  }
}

/** What a policy says, as plain data. */
export function policyValue(layers: Layered): unknown {
  return JSON.parse(canonicalJson(plainValue(layers)));
}

function* keyLines(key: string, value: Layered, indent: string): Iterable<string> {
  const head = `${indent}${scalar(key)}:`;
  switch (value.is) {
    case 'value':
      yield* valueLines(head, value.value, `${indent}  `, originText(value.origin));
      return;
    case 'list':
      if (value.items.length === 0) yield `${head} []  # ${originText(value.origin)}`;
      else yield head;
      for (const item of value.items)
        yield* valueLines(`${indent}  -`, item.value, `${indent}    `, originText(item.origin));
      return;
    case 'map':
      yield value.entries.size === 0 ? `${head} {}` : head;
      for (const [inner, one] of value.entries) yield* keyLines(inner, one, `${indent}  `);
  }
}

/** A value behind its key or dash, its parts on lines of their own. */
function* valueLines(head: string, value: unknown, indent: string, origin: string | null): Iterable<string> {
  const remark = origin === null ? '' : `  # ${origin}`;
  if (Array.isArray(value) && value.length > 0) {
    yield `${head}${remark}`;
    for (const item of value) yield* valueLines(`${indent}-`, item, `${indent}  `, null);
  } else if (isMap(value) && Object.keys(value).length > 0) {
    yield `${head}${remark}`;
    for (const [key, inner] of Object.entries(value))
      yield* valueLines(`${indent}${scalar(key)}:`, inner, `${indent}  `, null);
  } else {
    yield `${head} ${isMap(value) ? '{}' : Array.isArray(value) ? '[]' : scalar(String(value))}${remark}`;
  }
}

const plain = /^[A-Za-z](?:[\w./*+-]|:(?=[\w.*]))*$/;
const words = /^(?:null|true|false|yes|no|on|y|n)$/i;

/** Plain where every reader takes it as that text, else as a JSON string, which YAML reads too. */
function scalar(text: string): string {
  return plain.test(text) && !words.test(text) ? text : JSON.stringify(text);
}
