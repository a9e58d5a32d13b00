import { ansibleCollections, ansibleRoles } from './ansible-copies.ts';
import { bundle } from './bundle.ts';
import { cargoVendor } from './cargo-vendor.ts';
import { charts } from './charts.ts';
import { composerVendor } from './composer-vendor.ts';
import type { Copies } from './copies.ts';
import { goVendor } from './go-vendor.ts';
import { chefCookbooks, puppetModules } from './json-copies.ts';
import { named } from './named.ts';
import { nodeModules } from './node-modules.ts';
import { ociLayouts } from './oci-layouts.ts';
import { sitePackages } from './site-packages.ts';
import { terraformModules } from './terraform-modules.ts';
import { terraformProviders } from './terraform-providers.ts';
import { terragruntCache } from './terragrunt-cache.ts';

/** Every way in which copies come to lie on disk, in the order in which they are asked. */
export const ecosystems: readonly Copies[] = [
  named,
  terraformModules,
  terragruntCache,
  terraformProviders,
  charts,
  nodeModules,
  sitePackages,
  goVendor,
  cargoVendor,
  composerVendor,
  bundle,
  ansibleCollections,
  ansibleRoles,
  puppetModules,
  chefCookbooks,
  ociLayouts,
];
