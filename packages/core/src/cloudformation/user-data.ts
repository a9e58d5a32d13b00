import type { Span } from '../parse/span.ts';
import type { Resolved } from '../parse/tree/index.ts';
import { readBuildCommands } from './build-commands.ts';
import { cutter } from './cut.ts';
import type { CloudFormationReading, TemplateSite } from './reading.ts';
import { isScript, readShell } from './scripts.ts';

/**
 * Reads what a machine is told to do when it starts: a script (`#!/bin/bash …`), a configuration of cloud-init
 * (`#cloud-config`), or the parts of a message that are one
 * (https://docs.cloud-init.io/en/latest/explanation/format/index.html).
 */
export function* readUserData(site: TemplateSite, node: Resolved): CloudFormationReading {
  for (const text of site.evaluation.within({ mostTexts: 1 }).texts(node)) {
    const cut = cutter(text.resolved);
    for (const { isConfiguration, ...range } of partsOf(text.resolved.text)) {
      const resolved = cut(range);
      if (isScript(resolved.text, 0)) yield* readShell(site, resolved.pieces);
      else if (isConfiguration || cloudConfig.test(resolved.text))
        yield* readBuildCommands(site, { ...text, resolved });
    }
  }
}

const cloudConfig = /^\s{0,100}#cloud-config\b/;
const boundaryOf = /^Content-Type:\s*multipart\/[^\n]*boundary="?(?<boundary>[^"\s;]{1,200})/im;

interface Part extends Span {
  /** Whether its header says that it is a configuration of cloud-init. */
  readonly isConfiguration: boolean;
}

/** The whole text, or the parts of a MIME message. */
function partsOf(text: string): readonly Part[] {
  const head = text.slice(0, 2_000);
  const boundary = head.trimStart().startsWith('#') ? null : boundaryOf.exec(head)?.groups?.boundary;
  if (!boundary) return [{ start: 0, end: text.length, isConfiguration: false }];
  const ranges: Part[] = [];
  const mark = `--${boundary}`;
  for (let at = text.indexOf(mark); at >= 0; ) {
    const next = text.indexOf(mark, at + mark.length);
    const end = next < 0 ? text.length : next;
    const header = text.slice(at, Math.min(end, at + 2_000));
    const body = /\r?\n[ \t]*\r?\n/.exec(header);
    const isConfiguration = /text\/cloud-config/i.test(header.slice(0, body?.index ?? 0));
    if (body) ranges.push({ start: at + body.index + body[0].length, end, isConfiguration });
    at = next;
  }
  return ranges;
}
