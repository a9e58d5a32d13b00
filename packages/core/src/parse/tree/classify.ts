import type { Span } from '../span.ts';
import { jsonShapes } from './classify-json.ts';
import { yamlShapes } from './classify-yaml.ts';

/** What a document seems to be, judged by its top-level keys without parsing it. */
export interface DocumentShape extends Span {
  readonly keys: ReadonlySet<string>;
  /** The value of `apiVersion:` at the top, where it is a plain word or quoted. */
  readonly apiVersion?: string;
  /** The value of `kind:` at the top. */
  readonly kind?: string;
  /** Of a YAML list in block style, the keys of its items. */
  readonly items?: ReadonlySet<string>;
}

/** How many documents of one file are judged. */
export const MAX_SHAPES = 10_000;

/** Judges each document of a file cheaply, templates included; a JSON array gives one shape an item. */
export function classifyDocuments(text: string, format: 'yaml' | 'json'): readonly DocumentShape[] {
  return format === 'json' && !TEMPLATE.test(text) ? jsonShapes(text) : yamlShapes(text);
}

/** Judges each document of a file that may be YAML or JSON. */
export function documentShapes(text: string): readonly DocumentShape[] {
  return classifyDocuments(text, /^\uFEFF?\s*[[{]/.test(text) ? 'json' : 'yaml');
}

/** A Helm or Jinja template begins with a brace, too. */
const TEMPLATE = /^\uFEFF?\s{0,1000}\{[{%#]/;
