import type { Generated } from 'kysely';
import type { Role } from '../access/principal.ts';

/** A token of a machine; what is stored proves a token, and cannot be shown as one. */
export interface TokenTable {
  id: Generated<number>;
  uid: string;
  /** The part of its text by which it is found. */
  publicId: string;
  name: string;
  /** SHA-256 of its secret. */
  hash: string;
  role: Role;
  /** The project group that it is for, or `null` for all. */
  groupId: number | null;
  createdBy: string;
  createdAt: number;
  expiresAt: number;
  revokedAt: number | null;
  /** When it was last shown, to the hour. */
  usedAt: number | null;
}

/** A person. */
export interface UserTable {
  id: Generated<number>;
  uid: string;
  name: string;
  /** Who the identity provider says it is (issuer and subject); `null` for whoever came by an invitation alone. */
  subject: string | null;
  createdAt: number;
  /** Set where they may not come in any more. */
  disabledAt: number | null;
}

/** A role of a person in a project group, or in all (`null`). */
export interface UserRoleTable {
  userId: number;
  role: Role;
  groupId: number | null;
}

/** A link that lets somebody in once. */
export interface InvitationTable {
  id: Generated<number>;
  /** SHA-256 of its code. */
  hash: string;
  userId: number;
  createdBy: string;
  expiresAt: number;
  usedAt: number | null;
  /** 1 where it lets them in without the identity provider. */
  isLocal: Generated<number>;
}

/** A person who is logged in with a browser. */
export interface SessionTable {
  id: Generated<number>;
  /** SHA-256 of what the cookie holds. */
  hash: string;
  userId: number;
  createdAt: number;
  /** When it was last used, to the minute. */
  seenAt: number;
}

export interface AccessTables {
  token: TokenTable;
  user: UserTable;
  userRole: UserRoleTable;
  invitation: InvitationTable;
  session: SessionTable;
}
