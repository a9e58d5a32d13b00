import type { Extractor } from '@fineprint/core';
import type { NugetFact } from './facts.ts';
import { linkProjects } from './link.ts';
import { readLockfile } from './lockfile.ts';
import { readMsbuild } from './msbuild.ts';
import { readGlobalJson, readPackagesConfig, readTools } from './packages.ts';

/** Packages of .NET: projects of MSBuild, central versions, lockfiles and tools; a unit is a directory. */
export const nuget = {
  id: 'nuget',
  title: 'NuGet',
  formats: [
    {
      id: 'project',
      role: 'manifest',
      files: ['**/*.{csproj,fsproj,vbproj}'],
      words: ['Package', 'Sdk'],
      read: readMsbuild,
    },
    {
      id: 'props',
      role: 'manifest',
      files: ['**/Directory.*.{props,targets}', '**/*Versions.props', '**/Packages.props'],
      words: ['Package', 'PropertyGroup'],
      read: readMsbuild,
    },
    {
      id: 'packages-config',
      role: 'manifest',
      files: ['**/packages.config'],
      words: ['package'],
      read: readPackagesConfig,
    },
    { id: 'global-json', role: 'manifest', files: ['**/global.json'], words: ['sdk'], read: readGlobalJson },
    { id: 'tools', role: 'manifest', files: ['**/dotnet-tools.json'], words: ['tools'], read: readTools },
    {
      id: 'lockfile',
      role: 'lockfile',
      files: ['**/packages.lock.json'],
      words: ['dependencies'],
      read: readLockfile,
    },
  ],
  unit: (path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'),
  link: linkProjects,
} as const satisfies Extractor<NugetFact>;
