import type { HclBody, HclExpression, HclTemplatePart } from './ast.ts';

/** Writes a native body the way hcl2json does (the tests' oracle): literals as JSON, anything else as its source. */
export function hcl2jsonForm(text: string, body: HclBody): Record<string, unknown> {
  const form: Record<string, unknown> = {};
  if (body.is === 'json') return form;
  for (const block of body.blocks) {
    const path = [block.type, ...block.labels.map((label) => label.text)];
    const last = path.pop() ?? '';
    const holder = path.reduce(childOf, form);
    const siblings = holder[last];
    holder[last] = [...(Array.isArray(siblings) ? siblings : []), hcl2jsonForm(text, block.body)];
  }
  for (const attribute of body.attributes) form[attribute.name] = expressionForm(text, attribute.value);
  return form;
}

function childOf(parent: Record<string, unknown>, key: string): Record<string, unknown> {
  parent[key] ??= {};
  return parent[key] as Record<string, unknown>;
}

function expressionForm(text: string, expression: HclExpression): unknown {
  switch (expression.is) {
    case 'bool':
      return expression.value;
    case 'null':
      return null;
    case 'number':
      return Number(expression.text);
    case 'unary':
      return expression.operator === '-' && expression.operand.is === 'number'
        ? -Number(expression.operand.text)
        : sourceForm(text, expression);
    case 'template': {
      const [first, second] = expression.parts;
      if (first?.is === 'interpolation' && second === undefined)
        return expressionForm(text, first.expression);
      return partsForm(text, expression.parts);
    }
    case 'tuple':
      return expression.items.map((item) => expressionForm(text, item));
    case 'object':
      return Object.fromEntries(
        expression.items.map((item) => [keyForm(text, item.key), expressionForm(text, item.value)]),
      );
    default:
      return sourceForm(text, expression);
  }
}

function keyForm(text: string, key: HclExpression): string {
  if (key.is === 'template') return partsForm(text, key.parts);
  if (key.is === 'number' || key.is === 'traversal') return text.slice(key.start, key.end);
  return String(expressionForm(text, key));
}

function partsForm(text: string, parts: readonly HclTemplatePart[]): string {
  return parts.map((part) => partForm(text, part)).join('');
}

function partForm(text: string, part: HclTemplatePart): string {
  switch (part.is) {
    case 'literal':
      return part.value.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
    case 'interpolation':
      return interpolationForm(text, part.expression);
    case 'if': {
      const otherwise = part.whenFalse.length > 0 ? `%{else}${partsForm(text, part.whenFalse)}` : '';
      return `%{if ${text.slice(part.condition.start, part.condition.end)}}${partsForm(text, part.whenTrue)}${otherwise}%{endif}`;
    }
    case 'for': {
      const names = part.key === undefined ? part.value : `${part.key}, ${part.value}`;
      return `%{for ${names} in ${text.slice(part.collection.start, part.collection.end)}}${partsForm(text, part.body)}%{endfor}`;
    }
  }
}

function interpolationForm(text: string, expression: HclExpression): string {
  if (expression.is === 'template') return partsForm(text, expression.parts);
  if (expression.is === 'number') return String(Number(expression.text));
  if (expression.is === 'bool') return String(expression.value);
  if (expression.is === 'null') return 'null';
  // The oracle's parser does not tell a condition in an interpolation from a directive.
  if (expression.is === 'conditional') {
    const { condition, whenTrue, whenFalse } = expression;
    const otherwise = interpolationForm(text, whenFalse);
    const rest = otherwise === '' ? '' : `%{else}${otherwise}`;
    return `%{if ${text.slice(condition.start, condition.end)}}${interpolationForm(text, whenTrue)}${rest}%{endif}`;
  }
  return sourceForm(text, expression);
}

function sourceForm(text: string, expression: HclExpression): string {
  return `\${${text.slice(expression.start, expression.end)}}`;
}
