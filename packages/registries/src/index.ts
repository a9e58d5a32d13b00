export {
  type Credential,
  noCredentials,
  openCredentials,
  type Purpose,
  type UserFiles,
} from './credentials/credentials.ts';
export { type FetchedTrees, openFetchedTrees } from './fetched-trees.ts';
export { type FetchedRepository, fetchGitUrl, type GitUrl, readGitUrl } from './git/git-url.ts';
export { goEnvironment } from './go/environment.ts';
export { type LicenseReaders, registrySource } from './license-source.ts';
export { registryLookup } from './lookup.ts';
export { registries } from './registries.ts';
export type { AskingMeans, LicenseFinding, Registry } from './registry.ts';
export { type AnswerCache, openAnswerCache } from './web/answer-cache.ts';
export type { EgressSettings } from './web/egress.ts';
export { type GetOptions, openWeb, type Web, type WebAnswer, type WebMeans } from './web/web.ts';
