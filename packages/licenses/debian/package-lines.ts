import type { PackageLine } from '../compile.ts';
import { packageSeries } from '../src/package-series.ts';

/**
 * The lines of the packages whose source has a fact: each under its own name, and one for other release series. Lines
 * that a person wrote win: they point to a part of a source (`#`), to a package of
 * another vendor, or to what a package only depends on (`readIn`).
 */
export function packageLines(
  packages: readonly { readonly name: string; readonly source: string }[],
  applications: ReadonlySet<string>,
  written: readonly PackageLine[],
): readonly PackageLine[] {
  const byHand = written.filter(
    ({ key, application, readIn }) =>
      application.includes('#') || (readIn !== undefined && !key.includes('*')),
  );
  const known = packages.filter(
    ({ name, source }) => applications.has(`debian:${source}`) && !forDevelopersOfDebian.test(name),
  );
  const lines = known.map(
    ({ name, source }): PackageLine => ({
      key: `os-package:deb/${name}`,
      application: `debian:${source}`,
      covers: 'main-software',
    }),
  );
  const series = known
    .filter(({ name }) => inSeries.test(name))
    .map(
      ({ name, source }): PackageLine => ({
        key: `os-package:deb/${packageSeries(name)}`,
        application: `debian:${source}`,
        covers: 'main-software',
        readIn: `Debian's package ${name}`,
      }),
    );
  const others = written.filter(({ readIn }) => readIn !== undefined);
  const byKey = new Map([...others, ...series, ...lines, ...byHand].map((line) => [line.key, line]));
  return [...byKey.values()].toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

// Debug symbols, and compilers for other processors.
const forDevelopersOfDebian = /-(?:dbg|dbgsym)$|-(?:cross|linux-gnu\w*|linux-musl)\b/;

// Software whose series all stand under one license. OpenSSL (3.0) and LLVM (9) have changed theirs.
const inSeries =
  /^(?:(?:libapache2-mod-)?php\d|(?:lib)?python3\.\d|openjdk-\d|postgresql-(?:[a-z]+-)*\d|(?:gcc|g\+\+|cpp|gfortran)-\d+$|lib(?:gcc|stdc\+\+)-\d+-dev$|libicu\d|ruby\d|golang-\d|libreadline\d|libncurses\d|libffi\d|libldap-\d)/;
