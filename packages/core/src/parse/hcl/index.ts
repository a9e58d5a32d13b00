export * from './ast.ts';
export * from './body.ts';
export { parseExpression } from './expression.ts';
export { parseHclJson } from './json.ts';
export { parseHcl } from './parse.ts';
export { parseTemplate } from './template.ts';
