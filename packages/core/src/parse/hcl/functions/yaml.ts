import { entries, type Resolved, resolve } from '../../tree/index.ts';
import { parseYaml } from '../../tree/yaml.ts';
import { slicePieces } from '../text.ts';
import {
  boolValue,
  type HclTextPiece,
  type HclValue,
  listValue,
  nullValue,
  numberValue,
  objectValue,
  type StringValue,
  stringValue,
  unknownValue,
} from '../value.ts';
import { type FunctionTable, known, Refusal, textAt } from './arguments.ts';
import { computed } from './strings.ts';
import { reasonOfParts } from './unknown-part.ts';

/** https://developer.hashicorp.com/terraform/language/functions/yamldecode */
export const yamlFunctions: FunctionTable = {
  yamldecode: known(1, 1, (args) => yamlDecode(textAt(args, 0))),
};

/** Decodes one YAML document; its scalars keep their origin, and digits stay as they are written. */
function yamlDecode(text: StringValue): HclValue {
  const { documents, problems } = parseYaml(text.text);
  const [document, ...others] = documents;
  if (problems.some(({ code }) => code === undefined) || others.length > 0)
    throw new Refusal('The string is no single YAML document.');
  return document ? decoded(resolve(document.root), readingOf(text.pieces, text.text)) : nullValue;
}

/**
 * Sees the structure in the YAML that a value holds, of which parts may not be known: a list of its documents, `null`
 * where it is none.
 */
export function yamlStructureOf(value: HclValue): HclValue | null {
  if (value.is !== 'string' && value.is !== 'unknown') return null;
  if (value.pieces.every(({ form }) => form === 'unknown')) return null;
  const text = value.pieces
    .map((piece) => (piece.form === 'unknown' ? piece.text.replace(yamlMarks, '_') : piece.text))
    .join('');
  const { documents } = parseYaml(text);
  const reason = value.is === 'unknown' ? value.reason : undefined;
  const reading = readingOf(value.pieces, text, reason);
  return listValue(documents.map(({ root }) => decoded(resolve(root), reading)));
}

// What is not known stands in the YAML as one word.
const yamlMarks = /[^\w.-]/g;

interface Reading {
  readonly pieces: readonly HclTextPiece[];
  /** Why some of the pieces are not known, where some are. */
  readonly reasonOf: ((part: readonly HclTextPiece[]) => string) | undefined;
}

// Each scalar looks for its place among the pieces.
const mostPieces = 200;

function readingOf(pieces: readonly HclTextPiece[], text: string, reason?: string): Reading {
  return {
    pieces: pieces.length <= mostPieces ? pieces : computed(text).pieces,
    reasonOf: reason === undefined ? undefined : reasonOfParts(pieces, reason),
  };
}

function decoded(node: Resolved, reading: Reading): HclValue {
  if (node.is === 'list') return listValue(node.items.map((item) => decoded(resolve(item), reading)));
  if (node.is === 'map')
    return objectValue(
      entries(node).map(({ key, value }) => ({
        key: stringValue(piecesOf(key, reading)),
        value: decoded(value, reading),
      })),
    );
  if (node.isNull) return nullValue;
  if (node.plain && boolean.test(node.text)) return boolValue(node.text.toLowerCase() === 'true');
  const pieces = piecesOf(node, reading);
  if (reading.reasonOf && pieces.some(({ form }) => form === 'unknown'))
    return unknownValue(reading.reasonOf(pieces), { pieces });
  return node.plain && number.test(node.text) ? numberValue(node.text, pieces) : stringValue(pieces);
}

// The YAML 1.2 core schema, which Terraform's decoder follows.
const boolean = /^(?:true|True|TRUE|false|False|FALSE)$/;
const number = /^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?$/;

function piecesOf(node: Extract<Resolved, { is: 'scalar' }>, { pieces }: Reading): readonly HclTextPiece[] {
  const written = slicePieces(pieces, node.start, node.end);
  if (node.verbatim) return written;
  const [first] = written;
  if (!first || node.text === '') return [];
  return [{ ...first, text: node.text, form: first.form === 'exact' ? 'encoded' : first.form }];
}
