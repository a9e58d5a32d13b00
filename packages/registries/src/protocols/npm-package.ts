import { type Answer, packedFiles, readTarGz } from '@fineprint/core';
import type { Options } from 'pacote';
import { licenseFilesIn } from '../license-files-in.ts';
import { inWords, versionAnswer, youthOf } from '../newest.ts';
import { type AskingMeans, type LicenseFinding, withoutAnswer } from '../registry.ts';
import { textAt } from '../values.ts';
import { type AgentOverWeb, agentOver } from '../web/agent-over.ts';

const mostBytes = 64 * 1024 ** 2;
const tarballs = /\.(?:tgz|tar\.gz)$/;

/** What the version of a package leads to: the newest that a range or a dist-tag admits, as npm itself picks it. */
export async function versionOfPackage(
  name: string,
  requested: string | null,
  registry: string,
  means: AskingMeans,
): Promise<Answer> {
  const over = agentFor(means);
  const { publishedBefore } = means;
  try {
    const { default: pacote } = await import('pacote');
    const options = { ...optionsOver(over), registry, allowRemote: 'none' };
    if (publishedBefore === null)
      return versionAnswer((await pacote.manifest(`${name}@${requested ?? ''}`, options)).version);
    // Dates stand in the whole document of a package only, and where there are none npm passes over them.
    const dated = { ...options, fullMetadata: true, before: publishedBefore };
    const { version } = await pacote.manifest(`${name}@${requested ?? ''}`, dated);
    const { time } = await pacote.packument(name, { ...dated, fullMetadata: true });
    const because = youthOf(version, textAt(time, version), publishedBefore, `${registry}/${name}`);
    return because === null ? versionAnswer(version) : { is: 'unanswered', because };
  } catch (cause) {
    if (publishedBefore !== null && cause instanceof Error && 'code' in cause && cause.code === 'ETARGET')
      return { is: 'unanswered', because: nothingBefore(publishedBefore) };
    return { is: 'unanswered', because: reasonOf(cause, over) };
  }
}

function nothingBefore(date: Date): string {
  return `Its registry has no version that is asked for and was published before ${inWords(date)}.`;
}

/** The license files in the tarball of a version, whose bytes must be those that its hash (SRI) names. */
export async function licenseFilesOfPackage(
  tarball: string,
  integrity: string | null,
  named: string | null,
  means: AskingMeans,
): Promise<readonly LicenseFinding[]> {
  const over = agentFor(means);
  try {
    const { default: pacote } = await import('pacote');
    const options = { ...optionsOver(over), allowRegistry: 'none', replaceRegistryHost: 'never' };
    const bytes = await pacote.tarball(tarball, { ...options, ...(integrity === null ? {} : { integrity }) });
    const files = packedFiles(readTarGz(bytes));
    // Tools that made old packages named the directory in which all lies otherwise than `package`.
    const [directory = ''] = files.list('');
    return licenseFilesIn(files, directory, tarball, named);
  } catch (cause) {
    return [{ is: 'unanswered', because: reasonOf(cause, over) }];
  }
}

function agentFor({ web, credentials }: AskingMeans): AgentOverWeb {
  return agentOver(web, (url, accept) => ({
    accept,
    maxBytes: mostBytes,
    fresh: tarballs.test(url) ? 'forever' : 'day',
    ...credentials.for('npm', url),
  }));
}

/** Pacote can also clone repositories and run scripts of packages: nothing but a registry and an address is let through. */
function optionsOver({ agent }: AgentOverWeb): Options {
  const options = {
    agent,
    fetchRetries: 0,
    preferOnline: true,
    allowGit: 'none',
    allowFile: 'none',
    allowDirectory: 'none',
  };
  return options;
}

function reasonOf(cause: unknown, over: AgentOverWeb): string {
  const missed = over.missed();
  if (missed !== null) return withoutAnswer(missed).because;
  if (!(cause instanceof Error)) throw cause;
  const code = 'code' in cause ? String(cause.code) : cause.name;
  const reason = code.startsWith('EALLOW')
    ? 'It leads to something else than a registry has.'
    : reasons.get(code);
  return `${reason ?? 'npm makes nothing of it.'} (${code}: ${cause.message.slice(0, 200)})`;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ETARGET', 'Its registry has no version that is asked for.'],
  ['EINTEGRITY', 'The archive is not the one whose hash its registry names.'],
]);
