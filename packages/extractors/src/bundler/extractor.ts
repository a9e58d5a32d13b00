import type { ChosenFact, DependencyFact, Extractor } from '@fineprint/core';
import { readGemfile } from './gemfile.ts';
import { readGemspec } from './gemspec.ts';
import { linkGems } from './link.ts';
import { readLockfile } from './lockfile.ts';

/** Gems of Ruby: Gemfiles, gemspecs and lockfiles; a unit is a directory. */
export const bundler = {
  id: 'bundler',
  title: 'Bundler and RubyGems',
  formats: [
    {
      id: 'gemfile',
      role: 'manifest',
      files: ['**/Gemfile', '**/gems.rb', '**/*.gemfile'],
      words: ['gem', 'ruby'],
      read: readGemfile,
    },
    {
      id: 'gemspec',
      role: 'manifest',
      files: ['**/*.gemspec'],
      words: ['dependency', 'ruby'],
      read: readGemspec,
    },
    {
      id: 'lockfile',
      role: 'lockfile',
      files: ['**/Gemfile.lock', '**/gems.locked', '**/*.gemfile.lock'],
      words: ['specs', 'BUNDLED'],
      read: readLockfile,
    },
  ],
  unit: (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'),
  link: linkGems,
} as const satisfies Extractor<DependencyFact | ChosenFact>;
