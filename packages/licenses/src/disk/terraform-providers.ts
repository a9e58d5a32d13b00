import { type Copies, copyIn } from './copies.ts';
import { below, nearest } from './places.ts';

/**
 * Providers that `terraform init` or a mirror unpacked: `<host>/<namespace>/<type>/<version>/<platform>`
 * (https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation).
 */
export const terraformProviders: Copies = {
  id: 'terraform-providers',
  *find(component, disk) {
    const { kind, key, version } = component;
    if (kind !== 'terraform-provider' || version === null) return;
    const address = key.slice(key.indexOf(':') + 1);
    const directories = nearest(component, (root) =>
      places.flatMap((place) => {
        const directory = below(root, `${place}/${address}/${version}`);
        return disk.list(directory).map((platform) => `${directory}/${platform}`);
      }),
    );
    for (const directory of directories) yield copyIn(directory);
  },
};

const places = ['.terraform/providers', 'terraform.d/plugins'];
