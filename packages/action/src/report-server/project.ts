/** What a report server calls the repository of a job: `github.com/owner/name`, unless the environment says otherwise. */
export function projectOf(env: Readonly<Record<string, string | undefined>>): string {
  const { FINEPRINT_PROJECT, GITHUB_SERVER_URL = 'https://github.com', GITHUB_REPOSITORY = '' } = env;
  return FINEPRINT_PROJECT || `${GITHUB_SERVER_URL.replace(/^https?:\/\//, '')}/${GITHUB_REPOSITORY}`;
}
