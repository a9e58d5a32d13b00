import type { Generated } from 'kysely';
import type { UseCounts } from '../history/counts.ts';

/** What is counted of a project, or of many. */
interface Totals {
  components: number;
  errors: number;
  warnings: number;
  notes: number;
  /** Findings that wait for a decision. */
  open: number;
}

/** A project as it stood at the end of a day on which a report was taken in, or stands now if that is today. */
export interface SnapshotTable extends Totals, UseCounts {
  projectId: number;
  /** In days since 1970, UTC. */
  day: number;
}

/** All projects of a group at the end of a day. */
export interface GroupSnapshotTable extends Totals, UseCounts {
  /** 0 stands for all groups together. */
  projectGroupId: number;
  day: number;
  projects: number;
}

/** How much a report changed what its project uses and what is found in it. */
export interface ProjectChangeTable {
  id: Generated<number>;
  projectId: number;
  projectGroupId: number;
  reportId: number;
  /** The report that stood for the project until then; `null` for its first one. */
  previousReportId: number | null;
  at: number;
  /** Components, whatever their version. */
  added: number;
  removed: number;
  versions: number;
  licenses: number;
  pins: number;
  /** Findings. */
  opened: number;
  closed: number;
}

/** What changed between two reports: kept so that it is worked out once. */
export interface ComparisonTable {
  id: Generated<number>;
  beforeId: number;
  afterId: number;
  madeAt: number;
  /** What `judgedBy` said then; where it says something else now, it is worked out again. */
  judgedBy: string | null;
  /** What holds of it as a whole, as JSON. */
  head: string;
}

/** The sorts of changes, each a list of its own. */
export const sections = ['license', 'pin', 'version', 'added', 'removed', 'opened', 'closed'] as const;
export type Section = (typeof sections)[number];

/** One change of a comparison, as JSON. */
export interface ComparisonEntryTable {
  comparisonId: number;
  section: Section;
  position: number;
  content: string;
}

/** The tables of what was. */
export interface HistoryTables {
  snapshot: SnapshotTable;
  groupSnapshot: GroupSnapshotTable;
  projectChange: ProjectChangeTable;
  comparison: ComparisonTable;
  comparisonEntry: ComparisonEntryTable;
}
