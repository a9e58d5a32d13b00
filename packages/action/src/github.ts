import { version } from 'fineprint';
import type { Api, ApiMeans } from './api/client.ts';

/** Where the job runs: the API with the job's token, and the repository, `owner/name`. */
export interface GitHub {
  readonly api: Api;
  readonly repository: string;
}

/** GitHub's API, which is opened by whoever asks it first; a text says why it cannot be asked. */
export interface LazyGitHub {
  open(): Promise<GitHub | string>;
  close(): void;
}

const repositoryForm = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;

/** Prepares the API that the runner names (https://docs.github.com/actions/reference/workflows-and-actions/variables). */
export function lazyGitHub(
  token: string | null,
  { env, now, limits }: Pick<ApiMeans, 'env' | 'now' | 'limits'>,
): LazyGitHub {
  const {
    GITHUB_API_URL: url = '',
    GITHUB_GRAPHQL_URL: graphql = '',
    GITHUB_REPOSITORY: repository = '',
  } = env;
  let opened: Promise<GitHub> | null = null;
  let close: (() => void) | null = null;
  const openOnce = async () => {
    const { openApi } = await import('./api/client.ts');
    const api = openApi({
      url: new URL(url),
      graphql: new URL(graphql, url),
      token,
      userAgent: `fineprint/${version}`,
      env,
      now,
      ...(limits && { limits }),
    });
    close = api.close;
    return { api, repository };
  };
  return {
    async open() {
      if (!URL.canParse(url) || !/^https?:/.test(url)) return 'GITHUB_API_URL names no API.';
      if (!repositoryForm.test(repository)) return 'GITHUB_REPOSITORY names no repository.';
      opened ??= openOnce();
      return opened;
    },
    close: () => close?.(),
  };
}
