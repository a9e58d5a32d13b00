import { openRoot, printable } from '@fineprint/core';
import type { Licenses } from '@fineprint/licenses';
import { effectivePolicy, originText } from '@fineprint/policy';
import { fold } from '@fineprint/report';
import { bindMeans, extendedSources, extendingFor } from '../bound-policy.ts';
import { choosePolicies, ownPolicy } from '../policies.ts';
import type { Surroundings } from '../surroundings.ts';
import type { ExplanationLook } from './license.ts';

/** Explains a rule that the policy of a repository makes itself, or gives `null` where it makes none of that name. */
export async function customRuleLines(
  id: string,
  { path, env }: { readonly path: string; readonly env: Surroundings['env'] },
  known: Licenses,
  { ink, width }: ExplanationLook,
): Promise<readonly string[] | null> {
  const { sources: chosen } = choosePolicies(ownPolicy(openRoot(path)), [], null);
  const sources = await extendedSources(chosen, path, extendingFor(path, env, false));
  const { content, layers } = effectivePolicy(sources, await bindMeans(sources, known));
  const rule = Object.hasOwn(content['custom-rules'], id) ? content['custom-rules'][id] : undefined;
  if (rule === undefined) return null;
  const section = layers.is === 'map' ? layers.entries.get('custom-rules') : undefined;
  const written = section?.is === 'map' ? section.entries.get(id) : undefined;
  const level = content.rules[id]?.level ?? rule.level;
  const part = (label: string, text: string) => [
    ink.dim(label),
    `  ${fold(printable(text.trim().replace(/\s+/g, ' ')), width - 2, '  ')}`,
  ];
  return [
    ink.bold(printable(id)),
    printable(rule.title),
    '',
    `${ink.dim('level')}  ${level}`,
    ...(written?.is === 'value' ? [`${ink.dim('from')}   ${printable(originText(written.origin))}`] : []),
    ...part(
      rule.subject === 'occurrence' ? 'holds of each place where' : 'holds of each component where',
      rule.when,
    ),
    ...part('says', rule.message),
    ...part('asks', rule.remedy),
  ];
}
