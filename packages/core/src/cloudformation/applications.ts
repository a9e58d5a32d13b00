import { get, type Resolved } from '../parse/tree/index.ts';
import { maskUnknown, partOf, slotsAt } from '../reference/index.ts';
import { withBlanks } from './blanks.ts';
import type { CloudFormationText } from './evaluate.ts';
import { ownAccount } from './own.ts';
import {
  type CloudFormationReading,
  type TemplateSite,
  textFact,
  unknownName,
  unknownPart,
} from './reading.ts';
import { readTemplateUrl } from './templates.ts';

const arn = /^(?:arn:[^:]*:serverlessrepo:[^:]*:)(?<account>[^:]+):applications[/~](?<name>[^/]+)$/d;

/** Reads `Location` of an application: one of the Serverless Application Repository, a URL, or a file beside. */
export function* readApplication(site: TemplateSite, location: Resolved): CloudFormationReading {
  const { evaluation } = site;
  for (const { node, isOptional } of evaluation.nodes(location)) {
    const id = get(node, 'ApplicationId');
    if (!id) {
      for (const text of evaluation.texts(node))
        yield* readTemplateUrl(site, { ...withBlanks(text), isOptional });
      continue;
    }
    const versionNode = get(node, 'SemanticVersion');
    const [version] = versionNode ? evaluation.texts(versionNode) : [];
    for (const text of evaluation.texts(id))
      yield* applicationFact(
        site,
        { ...withBlanks(text), isOptional: isOptional || text.isOptional },
        version ?? null,
      );
  }
}

function* applicationFact(
  site: TemplateSite,
  given: CloudFormationText,
  version: CloudFormationText | null,
): CloudFormationReading {
  const { resolved } = given;
  const match = arn.exec(maskUnknown(resolved));
  const [start, accountEnd] = match?.indices?.groups?.account ?? [];
  const [nameStart, end] = match?.indices?.groups?.name ?? [];
  if (start === undefined || end === undefined) {
    yield textFact(site, given, unknownName('sar-application', resolved));
    return;
  }
  const account = resolved.text.slice(start, accountEnd);
  if (account === ownAccount) return;
  const asked = version?.resolved;
  const named = unknownPart('name', partOf(resolved, { start, end }));
  const via = asked?.pieces.flatMap((piece) => piece.via) ?? [];
  const pieces = resolved.pieces.map((piece) => ({ ...piece, via: [...piece.via, ...via] }));
  yield textFact(
    site,
    { ...given, resolved: { ...resolved, pieces } },
    {
      kind: 'sar-application',
      name: `${account}/${resolved.text.slice(nameStart, end)}`,
      source: resolved.text,
      request: asked?.text ? { is: 'version', text: asked.text } : { is: 'nothing' },
      ...(named.unresolved || !asked ? named : unknownPart('version', asked)),
      slots: asked ? slotsAt(site.file, 'version', asked, { start: 0, end: asked.text.length }) : [],
    },
  );
}
