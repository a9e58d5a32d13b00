import type { Generated } from 'kysely';

/** What a report asks of the owner of its project, as it was worked out once. */
export interface ChecklistTable {
  id: Generated<number>;
  /** The report may be deleted while somebody's tick still names what it held. */
  reportId: number;
  /** The policies that chose between licences, and the program whose catalogue says what they ask. */
  judgedBy: string;
  madeAt: number;
  /** Components, whatever their version. */
  components: number;
  /** Those of them that ask nothing as they are used. */
  unasked: number;
}

/** One line of a checklist: what is asked, and by which licence. */
export interface ChecklistItemTable {
  checklistId: number;
  position: number;
  /** `unstated` where nobody can say what the licence asks. */
  obligation: string;
  license: string;
  /** The least exposed usage in which it is asked, as its place in the list of usages. */
  upTo: number;
  components: number;
}

/** A component that stands under a licence of a checklist. */
export interface ChecklistComponentTable {
  checklistId: number;
  license: string;
  key: string;
  name: string;
  /** Its most exposed usage, as its place in the list of usages. */
  usage: number;
}

/** An owner's word that what a licence asks is done. */
export interface ObligationTickTable {
  id: Generated<number>;
  uid: string;
  channelId: number;
  obligation: string;
  license: string;
  note: string;
  tickedBy: string;
  tickedAt: number;
  /** What the owner had before them: components that it does not hold came later. */
  checklistId: number;
}

/** The tables of what licences ask. */
export interface ObligationTables {
  checklist: ChecklistTable;
  checklistItem: ChecklistItemTable;
  checklistComponent: ChecklistComponentTable;
  obligationTick: ObligationTickTable;
}
