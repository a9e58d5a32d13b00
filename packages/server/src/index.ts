import type * as z from 'zod';
import type { auditPage } from './api/audit/routes.ts';
import type { batch, batchPage } from './api/batches/routes.ts';
import type { componentPage, userPage, versionPage } from './api/components/routes.ts';
import type { decisionPage } from './api/decisions/decision.ts';
import type { effectSchema } from './api/decisions/effect.ts';
import type { comparison, evidenceList, questionProjects } from './api/inbox/question-routes.ts';
import type { inboxChoices, inboxCount, inboxPage, placesPage, question } from './api/inbox/routes.ts';
import type { license, licensedPage, licensePage } from './api/licenses/routes.ts';
import type { findingPage, project, projectPage, usedPage } from './api/projects/routes.ts';

export type { Asset, Form, Page, PageApi, PageRequest, Pages, ShownAgain } from './pages/page.ts';
export { type ServeOptions, type Server, serve } from './serve.ts';

// What the API answers, for programs that ask it.
export type InboxPage = z.infer<typeof inboxPage>;
export type Batch = z.infer<typeof batch>;
export type BatchPage = z.infer<typeof batchPage>;
export type VersionPage = z.infer<typeof versionPage>;
export type License = z.infer<typeof license>;
export type LicensePage = z.infer<typeof licensePage>;
export type LicensedPage = z.infer<typeof licensedPage>;
export type Decision = DecisionPage['items'][number];
export type InboxCount = z.infer<typeof inboxCount>;
export type InboxChoices = z.infer<typeof inboxChoices>;
export type EvidenceList = z.infer<typeof evidenceList>;
export type Comparison = z.infer<typeof comparison>;
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
export type Effect = z.infer<typeof effectSchema>;
