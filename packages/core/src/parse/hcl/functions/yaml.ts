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
} from '../value.ts';
import { type FunctionTable, known, Refusal, textAt } from './arguments.ts';
import { computed } from './strings.ts';

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
  // Each scalar looks for its place among the pieces.
  const pieces = text.pieces.length <= mostPieces ? text.pieces : computed(text.text).pieces;
  return document ? decoded(resolve(document.root), pieces) : nullValue;
}

const mostPieces = 200;

function decoded(node: Resolved, pieces: readonly HclTextPiece[]): HclValue {
  if (node.is === 'list') return listValue(node.items.map((item) => decoded(resolve(item), pieces)));
  if (node.is === 'map')
    return objectValue(
      entries(node).map(({ key, value }) => ({ key: stringOf(key, pieces), value: decoded(value, pieces) })),
    );
  if (node.isNull) return nullValue;
  if (node.plain && boolean.test(node.text)) return boolValue(node.text.toLowerCase() === 'true');
  const string = stringOf(node, pieces);
  return node.plain && number.test(node.text) ? numberValue(node.text, string.pieces) : string;
}

// The YAML 1.2 core schema, which Terraform's decoder follows.
const boolean = /^(?:true|True|TRUE|false|False|FALSE)$/;
const number = /^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?$/;

function stringOf(node: Extract<Resolved, { is: 'scalar' }>, pieces: readonly HclTextPiece[]): StringValue {
  const written = slicePieces(pieces, node.start, node.end);
  if (node.verbatim) return stringValue(written);
  const [first] = written;
  if (!first || node.text === '') return stringValue([]);
  return stringValue([{ ...first, text: node.text, form: first.form === 'exact' ? 'encoded' : first.form }]);
}
