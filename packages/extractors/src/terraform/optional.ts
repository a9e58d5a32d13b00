import { type HclExpression, type HclObject, literalString } from '@fineprint/core';

// A type may be applied to many values; no variable has so many defaults.
const maxFilled = 1_000;

/**
 * Fills the default of a variable with what its type gives to attributes that are left out, `optional(type, default)`
 * (https://developer.hashicorp.com/terraform/language/expressions/type-constraints).
 */
export function filledDefault(type: HclExpression | null, value: HclExpression | null): HclExpression | null {
  return type && value ? filled(type, value, { left: maxFilled }) : value;
}

interface Filling {
  left: number;
}

function filled(type: HclExpression, value: HclExpression, filling: Filling): HclExpression {
  if (type.is !== 'call') return value;
  const [of] = type.args;
  if (!of) return value;
  switch (type.name) {
    case 'optional':
      return filled(of, value, filling);
    case 'object':
      return of.is === 'object' && value.is === 'object' ? filledObject(of, value, filling) : value;
    case 'map':
      if (value.is !== 'object') return value;
      return {
        ...value,
        items: value.items.map((item) => ({ ...item, value: filled(of, item.value, filling) })),
      };
    case 'list':
    case 'set':
      if (value.is !== 'tuple') return value;
      return { ...value, items: value.items.map((item) => filled(of, item, filling)) };
    default:
      return value;
  }
}

function filledObject(type: HclObject, value: HclObject, filling: Filling): HclObject {
  const types = new Map(type.items.map((item) => [literalString(item.key)?.value ?? null, item]));
  const given = new Set<string | null>();
  const items = value.items.flatMap((item) => {
    const name = literalString(item.key)?.value ?? null;
    const said = types.get(name);
    if (!said || name === null) return [item];
    // What is null counts as left out.
    if (item.value.is === 'null' && defaultOf(said.value)) return [];
    given.add(name);
    return [{ ...item, value: filled(said.value, item.value, filling) }];
  });
  for (const [name, item] of types) {
    const otherwise = defaultOf(item.value);
    if (name === null || given.has(name) || !otherwise || filling.left === 0) continue;
    filling.left -= 1;
    items.push({ ...item, value: filled(item.value, otherwise, filling) });
  }
  return { ...value, items };
}

function defaultOf(type: HclExpression): HclExpression | undefined {
  return type.is === 'call' && type.name === 'optional' ? type.args[1] : undefined;
}
