import { posix } from 'node:path';
import { sliceText } from '../text.ts';
import type { HclValue, StringValue } from '../value.ts';
import { type FunctionTable, known, NotEvaluated, textAt } from './arguments.ts';
import { computed } from './strings.ts';

/** https://developer.hashicorp.com/terraform/language/functions#filesystem-functions that touch no file system */
export const pathFunctions: FunctionTable = {
  basename: known(1, 1, (args) => basename(textAt(args, 0))),
  dirname: known(1, 1, (args) => computed(posix.dirname(textAt(args, 0).text))),
  abspath: known(1, 1, (args) => absolute(textAt(args, 0))),
};

function basename(value: StringValue): HclValue {
  const name = posix.basename(value.text);
  const start = value.text.lastIndexOf(name);
  return name === '' || start < 0 ? computed('.') : sliceText(value, start, start + name.length);
}

/** A relative path would depend on where Terraform runs. */
function absolute(value: StringValue): HclValue {
  if (!value.text.startsWith('/')) throw new NotEvaluated('The working directory is not known.');
  return computed(posix.normalize(value.text));
}
