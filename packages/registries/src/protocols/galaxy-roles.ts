import { listedIn, newestAdmitted } from '../newest.ts';
import { part } from '../package-name.ts';
import { homeOf, jsonOf, type Registry } from '../registry.ts';
import { listAt, textAt } from '../values.ts';

/**
 * Roles of Ansible Galaxy (https://galaxy.ansible.com/api/v1/roles/): a list of tags of a repository on GitHub. Whatever is
 * asked for, `ansible-galaxy` takes a name of that list and no commit, and the author may move the tag.
 */
export const galaxyRoles = {
  id: 'galaxy-roles',
  title: 'Roles of Ansible Galaxy',
  kinds: ['ansible-role'],
  async resolve({ name, source, request, requested }, means) {
    const { owner, own } = role.exec(name)?.groups ?? {};
    if (owner === undefined || own === undefined || (source !== undefined && !isGalaxy(source))) return null;
    if (request.is === 'git-ref')
      return {
        is: 'unanswered',
        because: `Galaxy installs roles by the names of tags, which can be moved, and by no commit: to pin ${name}, name its repository and a commit.`,
      };
    const home = homeOf(means, 'galaxy', 'https://galaxy.ansible.com');
    const url = `${home}/api/v1/roles/?owner__username=${part(owner)}&name=${part(own)}`;
    const answer = jsonOf(await means.web.get(url, { accept: 'application/json' }));
    if (answer.is !== 'json') return { is: 'unanswered', because: answer.because };
    const [found] = listAt(answer.value, 'results');
    const versions = listAt(found, 'summary_fields', 'versions');
    const listed = listedIn(versions, 'name', (one) => textAt(one, 'release_date'));
    return newestAdmitted({ ...listed, source: answer.source }, requested, means);
  },
} as const satisfies Registry;

const role = /^(?<owner>[\w-]+)\.(?<own>[\w-]+)$/;

function isGalaxy(source: string): boolean {
  return /^https:\/\/(?:old-)?galaxy\.ansible\.com(?:\/|$)/.test(source);
}
