import { type ReferenceFact, type ReferenceSite, writtenText } from '@fineprint/core';
import { moduleFact } from './modules.ts';

const statement = /^[ \t]{0,80}#Requires[ \t]+-Modules?[ \t]+(?<list>[^\r\n]{1,4000})/gim;
const item = /@\{(?<table>[^}]{1,1000})\}|(?<name>[A-Za-z][\w.-]{0,200})/g;
const entry =
  /(?<key>ModuleName|RequiredVersion|ModuleVersion|MaximumVersion)\s{0,20}=\s{0,20}(?<quote>['"]?)(?<value>[\w.*-]{1,200})\k<quote>/gi;
const operators: Readonly<Record<string, string>> = {
  requiredversion: '',
  moduleversion: '>=',
  maximumversion: '<=',
};

/** Reads `#Requires -Modules Pester, @{ModuleName='Az'; RequiredVersion='12.1.0'}` (about_Requires). */
export function* readRequires(site: ReferenceSite): Iterable<ReferenceFact> {
  for (const { index, 0: whole, groups } of site.file.text.matchAll(statement)) {
    const start = index + whole.length - (groups?.list?.length ?? 0);
    for (const found of (groups?.list ?? '').matchAll(item)) {
      const at = start + found.index;
      const { table, name } = found.groups ?? {};
      if (name !== undefined) yield required(site, name, at);
      else if (table !== undefined) yield* ofTable(site, table, at + 2);
    }
  }
}

function* ofTable(site: ReferenceSite, table: string, start: number): Iterable<ReferenceFact> {
  const entries = Array.from(table.matchAll(entry), ({ index, 0: whole, groups }) => {
    const { key = '', quote = '', value = '' } = groups ?? {};
    return { key: key.toLowerCase(), value, at: start + index + whole.length - quote.length - value.length };
  });
  const module = entries.find(({ key }) => key === 'modulename');
  const limit = entries.find(({ key }) => key !== 'modulename');
  if (!module) return;
  const version = limit && {
    operator: operators[limit.key] ?? '',
    version: writtenText(limit.value, limit.at),
  };
  yield required(site, module.value, module.at, version);
}

function required(site: ReferenceSite, name: string, at: number, limit?: Parameters<typeof moduleFact>[2]) {
  const module = { at: { start: at, end: at + name.length }, resolved: writtenText(name, at) };
  return moduleFact({ ...site, address: `${site.address}.requires/${name}` }, module, limit);
}
