/** `host/namespace/type`; `host` is `null` where the text names none. */
export interface ProviderAddress {
  readonly host: string | null;
  readonly namespace: string;
  readonly type: string;
}

const part = /^[0-9A-Za-z](?:[0-9A-Za-z_-]{0,126}[0-9A-Za-z])?$/;
const authority = /^[0-9A-Za-z.-]{1,253}(?::[0-9]{1,5})?$/;

/**
 * Reads `[host/][namespace/]type`; a type alone is HashiCorp's
 * (https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses).
 */
export function parseProviderAddress(text: string): ProviderAddress | null {
  const [type = '', namespace = 'hashicorp', host, ...more] = text.toLowerCase().split('/').reverse();
  if (more.length > 0 || !part.test(type) || !part.test(namespace)) return null;
  if (host !== undefined && !authority.test(host)) return null;
  return { host: host ?? null, namespace, type };
}

/** Tells the provider that is compiled into Terraform and OpenTofu. */
export function isBuiltIn({ host, namespace, type }: ProviderAddress): boolean {
  return host === 'terraform.io' && namespace === 'builtin' && type === 'terraform';
}
