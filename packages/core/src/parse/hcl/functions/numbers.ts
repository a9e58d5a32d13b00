import { computedNumber } from '../operators.ts';
import { type HclValue, numberValue } from '../value.ts';
import { type FunctionTable, integerAt, itemsAt, known, numberAt, Refusal, textAt } from './arguments.ts';

const many = 1_000;

/** https://developer.hashicorp.com/terraform/language/functions#numeric-functions */
export const numberFunctions: FunctionTable = {
  abs: known(1, 1, (args) => computedNumber(Math.abs(numberAt(args, 0)))),
  ceil: known(1, 1, (args) => computedNumber(Math.ceil(numberAt(args, 0)))),
  floor: known(1, 1, (args) => computedNumber(Math.floor(numberAt(args, 0)))),
  max: known(1, many, (args) => computedNumber(Math.max(...numbers(args)))),
  min: known(1, many, (args) => computedNumber(Math.min(...numbers(args)))),
  pow: known(2, 2, (args) => computedNumber(numberAt(args, 0) ** numberAt(args, 1))),
  signum: known(1, 1, (args) => computedNumber(Math.sign(numberAt(args, 0)))),
  parseint: known(2, 2, (args) => parseInteger(textAt(args, 0).text, integerAt(args, 1))),
  sum: known(1, 1, (args) => computedNumber(sum(itemsAt(args, 0)))),
};

function numbers(args: readonly HclValue[]): readonly number[] {
  return args.map((_, index) => numberAt(args, index));
}

function sum(items: readonly HclValue[]): number {
  if (items.length === 0) throw new Refusal('The list is empty.');
  let total = 0;
  for (const number of numbers(items)) total += number;
  // Terraform adds decimals exactly: 0.1 + 0.2 is 0.3.
  return Number(total.toPrecision(15));
}

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function parseInteger(text: string, base: number): HclValue {
  if (base < 2 || base > 62) throw new Refusal('The base has to be between 2 and 62.');
  const isNegative = text.startsWith('-');
  const digits = base <= 36 ? text.slice(isNegative ? 1 : 0).toLowerCase() : text.slice(isNegative ? 1 : 0);
  if (digits === '' || digits.length > 400) throw new Refusal('The text is no number.');
  let value = 0n;
  for (const digit of digits) {
    const worth = alphabet.indexOf(digit);
    if (worth < 0 || worth >= base) throw new Refusal('The text is no number of this base.');
    value = value * BigInt(base) + BigInt(worth);
  }
  return numberValue(String(isNegative ? -value : value));
}
