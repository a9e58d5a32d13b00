/**
 * The name of a package with `*` for each number, `php*-xml` for `php7.4-xml` and for `php$version-xml`: distributions
 * put the release series of the software into the name. The facts name the series that they answer for; no other name
 * has a line with a `*`.
 */
export function packageSeries(name: string): string {
  return name.replace(seriesNumber, '*');
}

// The path of the name's file stands before one that is not known as a whole; keys drop it.
const seriesNumber = /\d+(?:\.\d+)*|\$\{\w*version\}|\$\w*version\b/gi;

/**
 * Under which names the facts may know a package of a distribution, most exact first. Headers and libraries of Alpine
 * and Red Hat are built from the package of that name (`curl-dev`, `curl-devel`, `curl-libs`). What asks for a package
 * of whichever system it is (`generic/curl`) names it as Debian does, or else as Red Hat does.
 */
export function packageNames(name: string): readonly string[] {
  const bare = /^generic\/(?<bare>.+)$/.exec(name)?.groups?.bare;
  const names = bare === undefined ? [name] : [name, `deb/${bare}`, `rpm/${bare}`];
  const wholes = names.map((one) =>
    one.replace(/^(?<whole>(?:apk|rpm)\/.+)-(?:dev|devel|libs)$/, '$<whole>'),
  );
  return [...new Set([...names, packageSeries(name), ...wholes])];
}
