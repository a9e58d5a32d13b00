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
