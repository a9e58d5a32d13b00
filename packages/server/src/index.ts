import type * as z from 'zod';
import type { auditPage } from './api/audit/routes.ts';
import type { componentPage, userPage } from './api/components/routes.ts';
import type { effectSchema } from './api/decisions/effect.ts';
import type { decisionPage } from './api/decisions/routes.ts';
import type { inboxPage, placesPage, question } from './api/inbox/routes.ts';
import type { dryRunFindingPage, dryRunProjectPage, dryRunSchema } from './api/policies/dry-runs.ts';
import type { judgingState, policyPage, validation } from './api/policies/overview.ts';
import type { fullVersion, versionPage } from './api/policies/versions.ts';
import type { findingPage, project, projectPage, usedPage } from './api/projects/routes.ts';

export type { Asset, Form, Page, PageApi, PageRequest, Pages } from './pages/page.ts';
export { type ServeOptions, type Server, serve } from './serve.ts';
export { type RunningWorker, type WorkOptions, work } from './work.ts';

// What the API answers, for programs that ask it.
export type InboxPage = z.infer<typeof inboxPage>;
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
export type Effect = z.infer<typeof effectSchema>;
export type PolicyPage = z.infer<typeof policyPage>;
export type JudgingState = z.infer<typeof judgingState>;
export type PolicyVersionPage = z.infer<typeof versionPage>;
export type PolicyVersion = z.infer<typeof fullVersion>;
export type PolicyValidation = z.infer<typeof validation>;
export type DryRun = z.infer<typeof dryRunSchema>;
export type DryRunProjectPage = z.infer<typeof dryRunProjectPage>;
export type DryRunFindingPage = z.infer<typeof dryRunFindingPage>;
