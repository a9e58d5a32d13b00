import { printable, type ReportLocation } from '@fineprint/core';

/** A place for people. A path that a CI runner would take for one of its commands (`::error …`) begins with `./`. */
export function placeText({ path, line, column }: ReportLocation): string {
  return `${command.test(path) ? './' : ''}${printable(path)}:${line}:${column}`;
}

const command = /^\s*(?:::|##)/;
