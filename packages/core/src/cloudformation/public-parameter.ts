import type { Occurrence } from '../model/occurrence.ts';
import type { ResolvedText } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';

/** A public parameter of Systems Manager, as a reference names it. */
export interface PublicParameter {
  /** `{version}` stands for a version in its path. */
  readonly name: string;
  readonly request: Occurrence['request'];
  /** Where what is asked for stands in the reference. */
  readonly asked: Span | null;
}

// `{{resolve:ssm:/path:3}}` of CloudFormation, `resolve:ssm:/path` of EC2 itself; only names below /aws/service/ are public.
const form = /^(?:\{\{)?(?:resolve:ssm:)?\/(?<path>aws\/service\/[^:{}]+)(?::(?<number>[^:{}]+))?(?:\}\})?$/d;
const pathVersion = /(?<=[/-])(?<version>\d+\.\d+(?:\.\d+){0,2})(?=\/)/d;

/** Reads the name of a public parameter, of which the path may say a version, and a number after it that of the parameter. */
export function publicParameter({ text }: ResolvedText): PublicParameter | null {
  const { groups, indices } = form.exec(text) ?? {};
  const path = groups?.path;
  const number = indices?.groups?.number;
  if (path === undefined) return null;
  if (number) return parameter(path, text, { start: number[0], end: number[1] });
  const [start, end] = pathVersion.exec(path)?.indices?.groups?.version ?? [];
  if (start === undefined || end === undefined) return parameter(path, text, null);
  const offset = indices?.groups?.path?.[0] ?? 0;
  const name = `${path.slice(0, start)}{version}${path.slice(end)}`;
  return parameter(name, text, { start: offset + start, end: offset + end });
}

function parameter(name: string, text: string, asked: Span | null): PublicParameter {
  const request = asked
    ? ({ is: 'tag', text: text.slice(asked.start, asked.end) } as const)
    : ({ is: 'nothing' } as const);
  return { name, request, asked };
}
