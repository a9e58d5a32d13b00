/**
 * Every purl type that this project writes, with its status in https://github.com/package-url/purl-spec: a
 * `registered` type may stand in `purl`, a `proposed` one only in `proposedPurl`.
 */
export const purlTypes: Readonly<Record<string, 'registered' | 'proposed'>> = {
  apk: 'registered',
  bitbucket: 'registered',
  brew: 'registered',
  cargo: 'registered',
  composer: 'registered',
  conda: 'registered',
  deb: 'registered',
  docker: 'registered',
  gem: 'registered',
  generic: 'registered',
  git: 'registered',
  github: 'registered',
  golang: 'registered',
  helm: 'proposed',
  maven: 'registered',
  npm: 'registered',
  nuget: 'registered',
  oci: 'registered',
  pypi: 'registered',
  rpm: 'registered',
  terraform: 'proposed',
};
