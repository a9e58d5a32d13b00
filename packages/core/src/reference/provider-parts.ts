import type { Occurrence } from '../model/occurrence.ts';
import type { HclValue } from '../parse/hcl/index.ts';
import { parseProviderAddress } from '../parse/reference/index.ts';
import { type HclTexts, hclReason, hclSlots, hclText } from './hcl-place.ts';
import { constraintRequest, isVersionConstraint } from './version-constraint.ts';

/** What a requirement says of a provider; `invalid` says why it makes no sense. */
export interface ProviderParts
  extends Pick<Occurrence, 'name' | 'source' | 'request' | 'slots' | 'unresolved'> {
  readonly invalid?: string;
}

/**
 * Reads which provider an entry of `required_providers` asks for; without a source its local name is that of one of
 * HashiCorp's. `null` for the provider that is compiled in.
 */
export function providerParts(
  texts: HclTexts,
  name: string,
  source: HclValue | null,
  version: HclValue | null,
  registryHost: string,
): ProviderParts | null {
  const written = source ? (hclText(source) ?? name) : name;
  const sourceReason = source && source.is !== 'null' ? hclReason(source) : null;
  const address = sourceReason === null ? parseProviderAddress(written) : null;
  if (address?.host === 'terraform.io' && address.namespace === 'builtin') return null;
  const asked = {
    request: constraintRequest(version),
    slots: version?.is === 'string' ? hclSlots(texts, 'version', version) : [],
  };
  if (!address) {
    const invalid = `"${written}" is no provider address.`;
    const unresolved = { part: 'name', because: sourceReason ?? invalid } as const;
    return { name: written, ...asked, unresolved, ...(sourceReason === null ? { invalid } : {}) };
  }
  const text = version?.is === 'string' ? version.text : null;
  const invalid = text !== null && !isVersionConstraint(text) ? `"${text}" is no version constraint.` : null;
  const because = (version ? hclReason(version) : null) ?? invalid;
  return {
    name: `${address.namespace}/${address.type}`,
    source: address.host ?? registryHost,
    ...asked,
    ...(because === null ? {} : { unresolved: { part: 'version', because } }),
    ...(invalid === null
      ? {}
      : { invalid: `The version "${text}" of "${written}" is no version constraint.` }),
  };
}
