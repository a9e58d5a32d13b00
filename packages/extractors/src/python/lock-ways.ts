import {
  type Asked,
  type ChosenFact,
  constraintAdmits,
  type DependencyFact,
  type LockWays,
  type MissingLock,
  type Tree,
  type UnitFile,
} from '@fineprint/core';
import type { PythonFact } from './facts.ts';

type File = UnitFile<PythonFact>;

// They hold every group and extra, for every platform.
const whole: ReadonlySet<string> = new Set(['uv-lock', 'poetry-lock', 'pipfile-lock']);

/** What an entry of a lockfile, or the lack of one, tells about what the manifests ask for. */
export function waysOf({ format }: File): LockWays {
  return whole.has(format) ? { admits, holds } : { admits };
}

/** What builds the package is chosen when it is built, and Hatch's environments are its own. */
function holds({ address, kind, text }: DependencyFact): boolean {
  return kind === 'library' && !/^(?:build-system|tool\.hatch)/.test(address) && !text.includes(';');
}

/** `==1.2.*` and `1.2.*` are every version that begins so (https://peps.python.org/pep-0440/#version-matching). */
function admits({ spec }: Asked, { locked: { version, commit } }: ChosenFact): boolean | null {
  if (commit !== undefined || spec.length > longest || /[;@[\]]|===/.test(spec)) return null;
  const plain = spec.replace(/(?:==\s*)?\b(\d+(?:\.\d+){0,5})\.\*/g, '~=$1.0');
  return constraintAdmits(plain.trim() === '*' ? '' : plain, version, 'terraform');
}

const longest = 256;

/** The lockfile that Pipenv, or the tool of a project that is no package, would write. */
export function missingLock({ path, format }: File, tree: Tree<PythonFact>): MissingLock | null {
  const directory = path.slice(0, path.lastIndexOf('/') + 1);
  if (format === 'pipfile') return { path: `${directory}Pipfile.lock`, holds };
  const text = format === 'pyproject' ? (tree.file(path)?.text ?? '') : '';
  const tool = /^\[tool\.(?<name>uv|poetry)[.\]]/m.exec(text)?.groups?.name;
  const isProgram = !/^\[build-system\]/m.test(text) || /^package(?:-mode)?\s*=\s*false/m.test(text);
  return tool && isProgram ? { path: `${directory}${tool}.lock`, holds } : null;
}
