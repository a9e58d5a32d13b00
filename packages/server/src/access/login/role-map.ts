import * as z from 'zod';
import { type Role, roles } from '../principal.ts';

/** A role that the members of a provider's group have, in one project group by its name, or in all (`null`). */
export interface MappedRole {
  readonly role: Role;
  readonly group: string | null;
}

/** Which roles the members of which of the provider's groups have. */
export type RoleMap = ReadonlyMap<string, readonly MappedRole[]>;

const texts = z.union([z.string(), z.array(z.string())]);
const form = z.record(z.string(), texts);
const role = z.enum(roles);

/** Reads `{"counsel": "reviewer", "team-a": ["viewer@default", "ingest@default"]}`; throws an `Error` that says what is wrong. */
export function readRoleMap(text: string): RoleMap {
  const given = form.parse(JSON.parse(text));
  return new Map(
    Object.entries(given).map(([group, each]) => [group, [each].flat().map((one) => mapped(one))]),
  );
}

function mapped(text: string): MappedRole {
  const at = text.indexOf('@');
  const name = at === -1 ? text : text.slice(0, at);
  const parsed = role.safeParse(name);
  if (!parsed.success) throw new Error(`"${name}" is no role: there are ${roles.join(', ')}`);
  return { role: parsed.data, group: at === -1 ? null : text.slice(at + 1) };
}

/** The roles of somebody in some of the provider's groups, each once. */
export function rolesIn(map: RoleMap, groups: readonly string[]): readonly MappedRole[] {
  const all = groups.flatMap((group) => map.get(group) ?? []);
  return [...new Map(all.map((each) => [JSON.stringify([each.role, each.group]), each])).values()];
}
