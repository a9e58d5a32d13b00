export { isListedException, isListedLicense } from './canonical.ts';
export { branchesOf, choicesOf, grantsAllOf, isCoveredBy, isMetBy } from './covers.ts';
export { type Evaluation, evaluateExpression, type JudgedLeaf, type Verdict } from './evaluate.ts';
export {
  type AllOf,
  type Expression,
  joinTerms,
  type LicenseLeaf,
  leavesOf,
  type OneOf,
} from './expression.ts';
export { type ParsedExpression, parseExpression } from './parse.ts';
export { printExpression, printLeaf } from './print.ts';
