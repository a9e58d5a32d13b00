import { runtimeName, slotsAt } from '../reference/index.ts';
import type { CloudFormationText } from './evaluate.ts';
import { type CloudFormationReading, type TemplateSite, textFact, unknownName } from './reading.ts';

// `python3.12`, `nodejs20.x`, `java8.al2`, `dotnetcore3.1`, `provided.al2023`, `PYTHON_3`, `python:3`, `Node.js18`, `cloudfront-js-2.0`, `syn-nodejs-puppeteer-9.1`
const form = /^(?<name>[a-z]+(?:\.js)?(?:-[a-z]+)*)[.:_-]?(?<version>(?:\d|al\d)[a-z0-9._-]*)?$/di;

/** Reads the runtime that a platform is asked for: the name of the language, and its version. */
export function* readRuntime(site: TemplateSite, given: CloudFormationText): CloudFormationReading {
  const { resolved } = given;
  const match = form.exec(resolved.text);
  if (!match || !resolved.isResolved) {
    if (resolved.text !== '' || !given.isOptional)
      yield textFact(site, given, unknownName('runtime', resolved));
    return;
  }
  const [start, end] = match.indices?.groups?.version ?? [];
  const range = start === undefined || end === undefined ? null : { start, end };
  yield textFact(site, given, {
    kind: 'runtime',
    name: runtimeName(match.groups?.name ?? ''),
    request: range ? { is: 'tag', text: resolved.text.slice(range.start, range.end) } : { is: 'nothing' },
    slots: range ? slotsAt(site.file, 'version', resolved, range) : [],
  });
}
