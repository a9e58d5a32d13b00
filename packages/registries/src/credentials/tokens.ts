import { bearer, type HostCredentials, type UserFiles } from './credentials.ts';

/** Tokens that CI systems and command lines keep in the environment, each for the hosts of its service only. */
export function tokenCredentials({ env }: UserFiles): HostCredentials {
  return ({ host }) => {
    for (const { hosts, variables } of services) {
      if (!hosts.includes(host)) continue;
      const name = variables.find((variable) => env[variable]);
      const token = name === undefined ? undefined : env[name];
      if (token) return { authorization: bearer(token), identity: `${name} ${host}` };
    }
    return null;
  };
}

interface Service {
  readonly hosts: readonly string[];
  readonly variables: readonly string[];
}

const services: readonly Service[] = [
  {
    hosts: ['api.github.com', 'github.com', 'raw.githubusercontent.com', 'codeload.github.com'],
    variables: ['GITHUB_TOKEN', 'GH_TOKEN'],
  },
  { hosts: ['gitlab.com'], variables: ['GITLAB_TOKEN'] },
];
