import { type HclExpression, type HclValue, literalString, objectValue, plainString } from '@fineprint/core';

/** Whether a type gives defaults to attributes that a value may leave out. */
export function hasDefaults(type: HclExpression): boolean {
  if (type.is === 'object') return type.items.some(({ value }) => hasDefaults(value));
  if (type.is !== 'call') return false;
  return (type.name === 'optional' && type.args.length > 1) || type.args.some(hasDefaults);
}

/**
 * Fills a value with what the type of its variable gives to attributes that are left out; `evaluate` is asked for the
 * defaults, which stand where the type does.
 */
export function filledValue(
  type: HclExpression,
  value: HclValue,
  evaluate: (expression: HclExpression) => HclValue,
): HclValue {
  if (type.is !== 'call') return value;
  const [of] = type.args;
  if (!of) return value;
  const filled = (inner: HclValue) => filledValue(of, inner, evaluate);
  switch (type.name) {
    case 'optional':
      return filled(value);
    case 'object':
      return of.is === 'object' && value.is === 'object' ? filledObject(of, value, evaluate) : value;
    case 'map':
      if (value.is !== 'object') return value;
      return objectValue(
        [...value.entries.values()].map(({ key, value: inner }) => ({ key, value: filled(inner) })),
        value.missing,
      );
    case 'list':
    case 'set':
      return value.is === 'list' ? { ...value, items: value.items.map(filled) } : value;
    default:
      return value;
  }
}

function filledObject(
  type: Extract<HclExpression, { is: 'object' }>,
  value: Extract<HclValue, { is: 'object' }>,
  evaluate: (expression: HclExpression) => HclValue,
): HclValue {
  const entries = new Map(value.entries);
  for (const { key, value: said } of type.items) {
    const name = literalString(key)?.value;
    if (name === undefined) continue;
    const given = entries.get(name);
    const otherwise = said.is === 'call' && said.name === 'optional' ? said.args[1] : undefined;
    // What is null counts as left out.
    const isLeftOut = !given || given.value.is === 'null';
    const inner = isLeftOut ? otherwise && evaluate(otherwise) : given.value;
    if (inner)
      entries.set(name, { key: given?.key ?? plainString(name), value: filledValue(said, inner, evaluate) });
  }
  return { ...value, entries };
}
