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
  { names: ['FINEPRINT_TOKEN'], says: 'the token of a report server, with "upload"' },
  { names: ['DATABASE_URL'], says: 'a PostgreSQL database in place of a file, with "serve"' },
  { names: ['FINEPRINT_OPS_PORT'], says: 'the port of health and metrics, with "serve"' },
  { names: ['OTEL_EXPORTER_OTLP_ENDPOINT'], says: 'where traces of "serve" go' },
];
