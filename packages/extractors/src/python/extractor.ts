import type { Extractor } from '@fineprint/core';
import type { PythonFact } from './facts.ts';
import { linkPackages } from './link.ts';
import { readPdmLock, readPoetryLock, readPylock, readUvLock } from './lockfiles.ts';
import { readPipfile, readPipfileLock } from './pipfile.ts';
import { readPyproject } from './pyproject.ts';
import { readRequirements } from './requirements.ts';
import { readSetupCfg } from './setup-cfg.ts';
import { readSetupPy } from './setup-py.ts';

const anyWord = ['a', 'e', 'i', 'o', 'u', 'y'];

/** Packages of Python: requirements, projects, and the lockfiles of Poetry, uv, PDM, Pipenv and pip. */
export const python = {
  id: 'python',
  title: 'Python packages',
  formats: [
    {
      id: 'requirements',
      role: 'manifest',
      files: [
        '**/{requirements,requirements[-_.]*,*[-_.]requirements}.{txt,in}',
        '**/requirements/**/*.{txt,in}',
      ],
      words: anyWord,
      read: readRequirements,
    },
    {
      id: 'constraints',
      role: 'manifest',
      files: ['**/{constraints,constraints[-_.]*,*[-_.]constraints}.txt'],
      words: ['=', '<', '>'],
      read: readRequirements,
    },
    {
      id: 'pyproject',
      role: 'manifest',
      files: ['**/pyproject.toml'],
      words: ['dependenc', 'requires', 'tool'],
      read: readPyproject,
    },
    {
      id: 'pipfile',
      role: 'manifest',
      files: ['**/Pipfile'],
      words: ['packages', 'requires', '='],
      read: readPipfile,
    },
    { id: 'setup-cfg', role: 'manifest', files: ['**/setup.cfg'], words: ['require'], read: readSetupCfg },
    { id: 'setup-py', role: 'manifest', files: ['**/setup.py'], words: ['require'], read: readSetupPy },
    { id: 'uv-lock', role: 'lockfile', files: ['**/uv.lock'], words: ['package'], read: readUvLock },
    {
      id: 'poetry-lock',
      role: 'lockfile',
      files: ['**/poetry.lock'],
      words: ['package'],
      read: readPoetryLock,
    },
    { id: 'pdm-lock', role: 'lockfile', files: ['**/pdm.lock'], words: ['package'], read: readPdmLock },
    { id: 'pylock', role: 'lockfile', files: ['**/pylock{,.*}.toml'], words: ['packages'], read: readPylock },
    {
      id: 'pipfile-lock',
      role: 'lockfile',
      files: ['**/Pipfile.lock'],
      words: ['default', 'develop'],
      read: readPipfileLock,
    },
  ],
  unit: (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'),
  link: linkPackages,
} as const satisfies Extractor<PythonFact>;
