import {
  partOf,
  type Reference,
  resolvedText,
  type ScalarNode,
  type Span,
  scalarReference,
} from '@fineprint/core';

// `{{ env "X" | default "1.2.3" }}`, `{{ coalesce (env "X") (env "Y") "1.2.3" }}`.
const fallback =
  /\{\{-?\s{0,9}(?:env\s{1,9}"\w{1,200}"\s{0,9}\|\s{0,9}default|coalesce(?:\s{1,9}\(env\s{1,9}"\w{1,200}"\)){1,9})\s{1,9}"(?<value>[^"{}\\]{0,500})"\s{0,9}(?:\|\s{0,9}quote\s{0,9})?-?\}\}/dg;

/** A scalar as it is where no variable of the environment is set. */
export function withFallbacks(scalar: ScalarNode): Reference {
  return fallbacksIn(scalarReference(scalar));
}

/** A reference as it is where no variable of the environment is set. */
export function fallbacksIn({ at, resolved }: Reference): Reference {
  const kept: Span[] = [];
  let done = 0;
  for (const { index, 0: found, indices } of resolved.text.matchAll(fallback)) {
    const [start = 0, end = 0] = indices?.groups?.value ?? [];
    kept.push({ start: done, end: index }, { start, end });
    done = index + found.length;
  }
  if (done === 0) return { at, resolved };
  kept.push({ start: done, end: resolved.text.length });
  return { at, resolved: resolvedText(kept.flatMap((range) => partOf(resolved, range).pieces)) };
}
