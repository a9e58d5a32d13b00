import { createHash } from 'node:crypto';
import { type HclValue, nullValue, stringValue, unknownValue } from '../value.ts';
import { type FunctionTable, known, ofAnything, Refusal, textAt, unknownPart } from './arguments.ts';
import { decodeJson, structureOf } from './json-structure.ts';
import { jsonPieces } from './json-text.ts';
import { computed } from './strings.ts';

/** https://developer.hashicorp.com/terraform/language/functions#encoding-functions and the plain hashes */
export const encodingFunctions: FunctionTable = {
  jsonencode: ofAnything(1, 1, ([value]) => jsonEncode(value ?? nullValue)),
  jsondecode: ofAnything(1, 1, jsonDecode),
  base64encode: known(1, 1, (args) => computed(Buffer.from(textAt(args, 0).text, 'utf8').toString('base64'))),
  base64decode: known(1, 1, (args) => base64Decode(textAt(args, 0).text)),
  urlencode: known(1, 1, (args) => computed(urlEncode(textAt(args, 0).text))),
  md5: known(1, 1, (args) => hash('md5', textAt(args, 0).text)),
  sha1: known(1, 1, (args) => hash('sha1', textAt(args, 0).text)),
  sha256: known(1, 1, (args) => hash('sha256', textAt(args, 0).text)),
  sha512: known(1, 1, (args) => hash('sha512', textAt(args, 0).text)),
};

/** The text may be unknown in part; the structure stays with it, for those who look into it. */
function jsonEncode(value: HclValue): HclValue {
  const reason = unknownPart(value);
  const pieces = jsonPieces(value);
  return reason === undefined
    ? stringValue(pieces, value)
    : unknownValue(reason, { pieces, structure: value });
}

function jsonDecode(args: readonly HclValue[]): HclValue {
  const [value] = args;
  if (value?.is === 'unknown')
    return value.structure === undefined ? unknownValue(value.reason) : structureOf(value);
  const text = textAt(args, 0);
  return text.structure ?? decodeJson(text.text, text.pieces);
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

function base64Decode(text: string): HclValue {
  if (text.length % 4 !== 0 || !base64.test(text)) throw new Refusal('The text is no base64.');
  try {
    return computed(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(text, 'base64')),
    );
  } catch (cause) {
    throw new Refusal('The decoded bytes are no text.', { cause });
  }
}

/** A lone surrogate cannot be encoded. */
function urlEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%20', '+')
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hash(algorithm: string, text: string): HclValue {
  return computed(createHash(algorithm).update(text, 'utf8').digest('hex'));
}
