import type { Occurrence } from '../model/occurrence.ts';
import { type Problem, problem } from '../model/problem.ts';

// No registry, URL or path goes near it. A report holds a name a dozen times over, in as many forms.
const maxPart = 8_192;

/** The problem that a reference is too long to name anything, or `null`. */
export function lengthProblem(occurrence: Occurrence): Problem | null {
  const { name, subpath, source, request, digest, claimed, address, at } = occurrence;
  const asked = request.is === 'nothing' ? '' : request.text;
  const parts = [name, subpath, source, asked, digest, claimed, address];
  const longest = Math.max(...parts.map((part) => part?.length ?? 0));
  if (longest <= maxPart) return null;
  const message = `A reference with ${longest} characters, more than the limit of ${maxPart}, was left out.`;
  return problem('limit-reached', message, at);
}
