/** Variables of the environment that this program heeds, and what each says; a test compares them with the sources. */
export const environment: readonly { readonly names: readonly string[]; readonly says: string }[] = [
  {
    names: ['FINEPRINT_SETTINGS'],
    says: 'the settings file, in place of fineprint/settings.yaml in the directory below',
  },
  { names: ['XDG_CONFIG_HOME', 'APPDATA'], says: 'directory of settings (default: ~/.config)' },
  { names: ['XDG_CACHE_HOME', 'LOCALAPPDATA'], says: 'directory of the cache (default: ~/.cache)' },
  { names: ['NO_COLOR', 'CLICOLOR=0', 'TERM=dumb'], says: 'no colour' },
  { names: ['FORCE_COLOR', 'CLICOLOR_FORCE'], says: 'colour, even into a pipe' },
  { names: ['FORCE_HYPERLINK'], says: 'links on the terminal (1) or none (0), whichever it is' },
  { names: ['CI'], says: 'no progress' },
  { names: ['SOURCE_DATE_EPOCH'], says: 'the time that reports bear, in seconds since 1970' },
  { names: ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'], says: 'proxies, with --online' },
  {
    names: ['GITHUB_TOKEN', 'GH_TOKEN', 'GITLAB_TOKEN', 'TF_TOKEN_<host>'],
    says: 'credentials, each for its host only; "fineprint doctor" lists the other places',
  },
  {
    names: ['FINEPRINT_SERVER', 'FINEPRINT_SERVER_KEY'],
    says: 'the address of your report server and the key that it signs with, in place of "server" in the settings',
  },
  { names: ['FINEPRINT_TOKEN'], says: 'a token of that server, which goes to no other' },
  {
    names: ['FINEPRINT_PROJECT'],
    says: 'what that server calls the project (default: the address of its remote)',
  },
  { names: ['DATABASE_URL'], says: 'a PostgreSQL database in place of a file, with "serve" and "worker"' },
  {
    names: ['FINEPRINT_BLOBS'],
    says: 'a bucket for documents, s3://bucket/prefix, with "serve" and "worker"; AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION and AWS_ENDPOINT_URL say the rest',
  },
  {
    names: ['FINEPRINT_OIDC_ISSUER', 'FINEPRINT_OIDC_CLIENT_ID', 'FINEPRINT_OIDC_CLIENT_SECRET'],
    says: 'the identity provider at which people log in, with "serve"',
  },
  {
    names: ['FINEPRINT_OIDC_ROLES', 'FINEPRINT_OIDC_GROUPS_CLAIM'],
    says: 'which roles the provider’s groups give, as JSON, and the claim that lists them (groups), with "serve"',
  },
  {
    names: ['FINEPRINT_CI_ISSUERS'],
    says: 'who signs the tokens of CI jobs, by spaces, in place of GitHub, with "serve"',
  },
  {
    names: ['FINEPRINT_WEBHOOK_HOSTS'],
    says: 'hosts to which webhooks may lead though they are private or without TLS, with "serve" and "worker"',
  },
  {
    names: ['FINEPRINT_REQUESTS_PER_MINUTE', 'FINEPRINT_UPLOADS_PER_MINUTE'],
    says: 'what one address, token or session may ask of "serve"; 6000 and 3000 otherwise',
  },
  { names: ['FINEPRINT_OPS_PORT'], says: 'the port of health and metrics, with "serve"' },
  { names: ['OTEL_EXPORTER_OTLP_ENDPOINT'], says: 'where traces of "serve" go' },
];
