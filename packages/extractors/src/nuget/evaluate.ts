import { type Location, locate, type Slot, type Tree, type UnitFile, type UnitFiles } from '@fineprint/core';
import type { ItemFact, NugetFact, PropertyFact, Written } from './facts.ts';

/** What a project sees of the files around it. */
export interface Surroundings {
  property(path: string, name: string): { readonly path: string; readonly fact: PropertyFact } | undefined;
  /** The version that a central list gives to a package. */
  central(name: string): { readonly path: string; readonly fact: ItemFact } | undefined;
}

type Unit = UnitFiles<NugetFact>;

/** Looks around a directory: its own files, then `Directory.*.props` and what they import above it. */
export function surroundings(unit: Unit, tree: Tree<NugetFact>): Surroundings {
  const files = [
    ...unit.files,
    ...[...unitsAbove(unit.path, tree)].flatMap((above) => above.files.filter(isShared)),
  ];
  const placed = <F extends NugetFact>(pick: (fact: NugetFact) => fact is F) =>
    files.flatMap(({ path, facts }) => facts.filter(pick).map((fact) => ({ path, fact })));
  const properties = Map.groupBy(placed(isProperty), ({ fact }) => fact.name.toLowerCase());
  const versions = Map.groupBy(placed(isCentral), ({ fact }) => fact.name.toLowerCase());
  return {
    property: (path, name) => {
      const found = properties.get(name.toLowerCase());
      return found?.find((each) => each.path === path) ?? found?.[0];
    },
    central: (name) => versions.get(name.toLowerCase())?.[0],
  };
}

function isShared({ format }: UnitFile): boolean {
  return format === 'props';
}

function isProperty(fact: NugetFact): fact is PropertyFact {
  return fact.is === 'property';
}

function isCentral(fact: NugetFact): fact is ItemFact {
  return fact.is === 'item' && fact.item === 'PackageVersion' && fact.version !== null;
}

/** The directories above one, nearest first, each with `eng/`, where large repositories keep their versions. */
function* unitsAbove(directory: string, tree: Tree<NugetFact>): Iterable<Unit> {
  for (let path = directory; ; ) {
    const unit = path === directory ? undefined : tree.unit(path);
    const engineering = tree.unit(path === '.' ? 'eng' : `${path}/eng`);
    if (unit) yield unit;
    if (engineering) yield engineering;
    if (path === '.') return;
    const slash = path.lastIndexOf('/');
    path = slash < 0 ? '.' : path.slice(0, slash);
  }
}

/** A version with its properties filled in. */
export interface Version {
  readonly text: string;
  readonly slot: Slot | null;
  readonly via: readonly Location[];
  readonly unknown: readonly string[];
}

const expression = /\$\((?<name>[A-Za-z_][\w.-]{0,200})\)/g;
const mostSteps = 50;
const longest = 1_000;

/** Fills in the properties of a version; the slot is where a whole version is written. */
export function evaluate(path: string, written: Written, { property }: Surroundings): Version {
  const via: Location[] = [];
  const unknown: string[] = [];
  let steps = 0;
  let slot: Slot | null = null;

  function filled(at: string, value: Written, isWhole: boolean): string {
    const { text } = value;
    if (isWhole && !text.includes('$(')) slot = versionSlot(at, value);
    return text.replace(expression, (whole: string, name: string) => {
      const found = property(at, name);
      steps += 1;
      if (!found || steps > mostSteps || text.length > longest) {
        unknown.push(name);
        return whole;
      }
      via.push(locate(found.path, found.fact.place));
      return filled(found.path, found.fact.value, isWhole && whole === text);
    });
  }

  const text = filled(path, written, true);
  return { text: unbracketed(text), slot: unknown.length > 0 ? null : slot, via, unknown };
}

const exact = /^\[\s*(?<version>[^\],\s]+)\s*\]$/d;

/** `[1.2.3]` asks for exactly that version. */
function unbracketed(text: string): string {
  return exact.exec(text)?.groups?.version ?? text;
}

function versionSlot(path: string, { text, place, verbatim }: Written): Slot {
  const at = locate(path, place);
  const [start, end] = exact.exec(text)?.indices?.groups?.version ?? [0, text.length];
  if (!verbatim) return { is: 'version', value: text, at, verbatim };
  const inside = {
    ...at,
    start: at.start + start,
    end: at.start + end,
    column: at.column + start,
    endColumn: at.column + end,
    endLine: at.line,
  };
  return { is: 'version', value: text.slice(start, end), at: inside, verbatim };
}
