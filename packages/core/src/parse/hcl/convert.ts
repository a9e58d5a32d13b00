import {
  type HclValue,
  type NumberValue,
  numberValue,
  type StringValue,
  stringValue,
  type UnknownValue,
} from './value.ts';

/** Converts a value to a string as templates do; `undefined` where it is none, such as a list. */
export function asText(value: HclValue): StringValue | UnknownValue | undefined {
  switch (value.is) {
    case 'string':
    case 'unknown':
      return value;
    case 'bool':
      return computed(String(value.value), undefined);
    case 'number': {
      const canonical = canonicalNumber(value.text);
      if (canonical === value.text)
        return stringValue(value.pieces.length > 0 ? value.pieces : piecesOf(canonical));
      return computed(canonical, value);
    }
    default:
      return undefined;
  }
}

/** Converts a value to a number; `undefined` where it is none. */
export function asNumber(value: HclValue): NumberValue | UnknownValue | undefined {
  if (value.is === 'number' || value.is === 'unknown') return value;
  if (value.is !== 'string' || !numberText.test(value.text)) return undefined;
  return numberValue(value.text, value.pieces);
}

/** Converts a value to a boolean; `undefined` where it is none. */
export function asBool(value: HclValue): boolean | undefined {
  if (value.is === 'bool') return value.value;
  if (value.is !== 'string' || (value.text !== 'true' && value.text !== 'false')) return undefined;
  return value.text === 'true';
}

const numberText = /^-?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,3})?$/;
const decimalText = /^(?<sign>-?)(?<whole>\d+)(?:\.(?<fraction>\d*))?$/;

/** Writes a number as a string conversion does: `1.10` is `1.1`. */
export function canonicalNumber(text: string): string {
  const groups = decimalText.exec(text)?.groups;
  if (groups === undefined) return plainDecimal(Number(text));
  const whole = (groups.whole ?? '').replace(/^0+(?=\d)/, '');
  const fraction = withoutTrailingZeros(groups.fraction ?? '');
  const magnitude = fraction === '' ? whole : `${whole}.${fraction}`;
  return magnitude === '0' ? '0' : `${groups.sign}${magnitude}`;
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}

/** JavaScript writes 1e+21 where Terraform writes all digits. */
function plainDecimal(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e300) return BigInt(value).toString();
  return String(value);
}

function computed(text: string, from: NumberValue | undefined): StringValue {
  const [piece] = from?.pieces ?? [];
  return stringValue([
    { text, form: piece === undefined ? 'computed' : 'encoded', place: piece?.place, via: piece?.via ?? [] },
  ]);
}

function piecesOf(text: string) {
  return [{ text, form: 'computed', place: undefined, via: [] }] as const;
}
