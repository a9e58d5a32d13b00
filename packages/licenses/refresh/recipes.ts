import { expressionOf, type FileReader, type Observation } from './observation.ts';

type Seen = Pick<Observation, 'library' | 'version' | 'license'>;

/** Recipes of OpenEmbedded: the version stands in the name, the license in a variable, for Python packages and gems. */
export const bitbakeRecipe: FileReader = {
  pattern: /\/python3-[a-z0-9-]+_[0-9][^/]*\.bb$/,
  evidence: 'secondary-statement',
  *read(path, text): Iterable<Seen> {
    const [, name = '', version = ''] = /\/python3-([a-z0-9-]+)_([0-9][^/]*)\.bb$/.exec(path) ?? [];
    const written = /^LICENSE\s*=\s*"([^"\n]+)"/m.exec(text)?.[1];
    if (written === undefined || !/^\s*inherit\s.*\bpypi\b/m.test(text)) return;
    const own = /^PYPI_PACKAGE\s*\??=\s*"([^"\n$]+)"/m.exec(text)?.[1] ?? name;
    // In recipes `&` joins licenses that all apply and `|` those that may be chosen.
    const expression = written.replaceAll('&', ' AND ').replaceAll('|', ' OR ');
    yield { library: pypi(own), version, license: expressionOf(expression) };
  },
};

/** Recipes of Wolfi for Python packages and gems; each names the license by SPDX. */
export const melangeRecipe: FileReader = {
  pattern: /^(?:py3|ruby3\.\d)-[a-z0-9._-]+\.yaml$/,
  evidence: 'secondary-statement',
  *read(path, text): Iterable<Seen> {
    const version = /^ {2}version:\s*"?([0-9][^"\s#]*)/m.exec(text)?.[1];
    const licenses = [...text.matchAll(/^ {4,6}(?:- )?license:\s*"?([^"\n#]+)/gm)].map(([, one = '']) =>
      one.trim(),
    );
    if (version === undefined || licenses.length !== 1) return;
    const gem = /^ruby3\.\d-(.+)\.yaml$/.exec(path)?.[1];
    const name = /^ {2}pypi-package:\s*"?([A-Za-z0-9._-]+)/m.exec(text)?.[1];
    if (gem !== undefined) yield { library: `gem/${gem}`, version, license: expressionOf(licenses[0]) };
    else if (name !== undefined) yield { library: pypi(name), version, license: expressionOf(licenses[0]) };
  },
};

/** Recipes of Buildroot for Python packages. */
export const buildrootPackage: FileReader = {
  pattern: /^package\/python-[a-z0-9-]+\/[^/]+\.mk$/,
  evidence: 'secondary-statement',
  *read(path, text): Iterable<Seen> {
    const version = /^PYTHON_[A-Z0-9_]+_VERSION\s*=\s*(\S+)/m.exec(text)?.[1];
    const written = /^PYTHON_[A-Z0-9_]+_LICENSE\s*=\s*(.+)$/m.exec(text)?.[1];
    // The address of its archive tells the name on PyPI: …/packages/<hash>/<name>-<version>.tar.gz
    if (version === undefined || written === undefined || !text.includes('files.pythonhosted.org')) return;
    const [, name = ''] = /^package\/python-([a-z0-9-]+)\//.exec(path) ?? [];
    if (written.includes(',') || written.includes('(') || version.includes('$')) return;
    yield { library: pypi(name), version, license: expressionOf(written.trim()) };
  },
};

/** Recipes of Spack for Python packages: one license for all the versions that they list. */
export const spackPackage: FileReader = {
  pattern: /\/packages\/py_[a-z0-9_]+\/package\.py$/,
  evidence: 'secondary-statement',
  *read(_, text): Iterable<Seen> {
    const name = /^ {4}pypi\s*=\s*"([A-Za-z0-9._-]+)\//m.exec(text)?.[1];
    const licenses = [...text.matchAll(/^ {4,8}license\(\s*"([^"\n]+)"(.*)$/gm)];
    const [[, written = '', rest = ''] = []] = licenses;
    // `when=` limits a license to some versions in a language of its own.
    if (name === undefined || licenses.length !== 1 || rest.includes('when=')) return;
    for (const [, version = ''] of text.matchAll(/\bversion\(\s*"(\d[^"\n]*)"/g))
      yield { library: pypi(name), version, license: expressionOf(written) };
  },
};

function pypi(name: string): string {
  return `pypi/${name.toLowerCase().replace(/[-_.]+/g, '-')}`;
}
