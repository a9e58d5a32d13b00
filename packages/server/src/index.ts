import type * as z from 'zod';
import type { auditPage } from './api/audit/routes.ts';
import type { batch, batchPage } from './api/batches/routes.ts';
import type { ciTrustPage } from './api/ci-trusts/routes.ts';
import type { comparison, componentChangePage, findingChangePage } from './api/comparisons/routes.ts';
import type { component, componentPage, userPage } from './api/components/routes.ts';
import type { versionPage } from './api/components/version-routes.ts';
import type { decisionPage } from './api/decisions/decision.ts';
import type { effectSchema } from './api/decisions/effect.ts';
import type { groupPage } from './api/groups/routes.ts';
import type { changePage } from './api/history/change-routes.ts';
import type { portfolioTrend, projectTrend } from './api/history/routes.ts';
import type {
  evidenceList,
  questionProjects,
  comparison as textComparison,
} from './api/inbox/question-routes.ts';
import type { inboxChoices, inboxCount, inboxPage, placesPage, question } from './api/inbox/routes.ts';
import type { license, licensePage, licenseUserPage } from './api/licenses/routes.ts';
import type { meSchema } from './api/me/routes.ts';
import type { obligationComponentPage, obligationCount, obligationPage } from './api/obligations/routes.ts';
import type { dryRunSchema } from './api/policies/dry-run.ts';
import type { dryRunFindingPage, dryRunPage, dryRunProjectPage } from './api/policies/dry-runs.ts';
import type { judgingState, policyPage, validation } from './api/policies/overview.ts';
import type { fullVersion, versionPage as policyVersionPage } from './api/policies/versions.ts';
import type { findingPage, project, projectPage, usedPage } from './api/projects/routes.ts';
import type { expiringPage } from './api/reminders/routes.ts';
import type { channelPage, graphAnswer, reportPage } from './api/reports/list-routes.ts';
import type { reportStatus } from './api/reports/routes.ts';
import type { tokenPage } from './api/tokens/routes.ts';
import type { peoplePage } from './api/users/routes.ts';
import type { deliveryPage } from './api/webhooks/delivery-routes.ts';
import type { webhookPage } from './api/webhooks/routes.ts';

export { accessOptions } from './access/access-options.ts';
export type { Permission } from './access/principal.ts';
export { type BackedUp, backup } from './backup.ts';
export type { OpsPort } from './ops/ops-server.ts';
export type {
  Asset,
  Form,
  Page,
  PageApi,
  PageDocument,
  PageRequest,
  Pages,
  Shown,
  Welcome,
} from './pages/page.ts';
export { type ServeOptions, type Server, serve } from './serve.ts';
export { type RunningWorker, type WorkOptions, work } from './work.ts';

// What the API answers, for programs that ask it.
export type InboxPage = z.infer<typeof inboxPage>;
export type Batch = z.infer<typeof batch>;
export type BatchPage = z.infer<typeof batchPage>;
export type License = z.infer<typeof license>;
export type LicensePage = z.infer<typeof licensePage>;
export type LicenseUserPage = z.infer<typeof licenseUserPage>;
export type Decision = DecisionPage['items'][number];
export type InboxCount = z.infer<typeof inboxCount>;
export type InboxChoices = z.infer<typeof inboxChoices>;
export type EvidenceList = z.infer<typeof evidenceList>;
export type TextComparison = z.infer<typeof textComparison>;
export type QuestionProjects = z.infer<typeof questionProjects>;
export type Question = z.infer<typeof question>;
export type PlacesPage = z.infer<typeof placesPage>;
export type DecisionPage = z.infer<typeof decisionPage>;
export type AuditPage = z.infer<typeof auditPage>;
export type ComponentPage = z.infer<typeof componentPage>;
export type UserPage = z.infer<typeof userPage>;
export type FindingPage = z.infer<typeof findingPage>;
export type Project = z.infer<typeof project>;
export type ProjectPage = z.infer<typeof projectPage>;
export type UsedPage = z.infer<typeof usedPage>;
export type ExpiringPage = z.infer<typeof expiringPage>;
export type WebhookPage = z.infer<typeof webhookPage>;
export type DeliveryPage = z.infer<typeof deliveryPage>;
export type Effect = z.infer<typeof effectSchema>;
export type PolicyPage = z.infer<typeof policyPage>;
export type JudgingState = z.infer<typeof judgingState>;
export type PolicyVersionPage = z.infer<typeof policyVersionPage>;
export type PolicyVersion = z.infer<typeof fullVersion>;
export type PolicyValidation = z.infer<typeof validation>;
export type DryRun = z.infer<typeof dryRunSchema>;
export type DryRunPage = z.infer<typeof dryRunPage>;
export type DryRunProjectPage = z.infer<typeof dryRunProjectPage>;
export type DryRunFindingPage = z.infer<typeof dryRunFindingPage>;
export type CiTrustPage = z.infer<typeof ciTrustPage>;
export type GroupPage = z.infer<typeof groupPage>;
export type TokenPage = z.infer<typeof tokenPage>;
export type PeoplePage = z.infer<typeof peoplePage>;
export type PortfolioTrend = z.infer<typeof portfolioTrend>;
export type ProjectTrend = z.infer<typeof projectTrend>;
export type ChangePage = z.infer<typeof changePage>;
export type ReportStatus = z.infer<typeof reportStatus>;
export type Me = z.infer<typeof meSchema>;
export type ReportPage = z.infer<typeof reportPage>;
export type ChannelPage = z.infer<typeof channelPage>;
export type Graph = z.infer<typeof graphAnswer>;
export type Comparison = z.infer<typeof comparison>;
export type ComponentChangePage = z.infer<typeof componentChangePage>;
export type FindingChangePage = z.infer<typeof findingChangePage>;
export type Component = z.infer<typeof component>;
export type VersionPage = z.infer<typeof versionPage>;
export type ObligationPage = z.infer<typeof obligationPage>;
export type ObligationCount = z.infer<typeof obligationCount>;
export type ObligationComponentPage = z.infer<typeof obligationComponentPage>;
