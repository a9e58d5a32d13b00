import type * as z from 'zod';
import type { auditPage } from './api/audit/routes.ts';
import type { componentPage, userPage } from './api/components/routes.ts';
import type { effectSchema } from './api/decisions/effect.ts';
import type { decisionPage } from './api/decisions/routes.ts';
import type { inboxPage, placesPage, question } from './api/inbox/routes.ts';
import type { findingPage, project, projectPage, usedPage } from './api/projects/routes.ts';

export { type BackedUp, backup } from './backup.ts';
export type { OpsPort } from './ops/ops-server.ts';
export type { Asset, Form, Page, PageApi, PageRequest, Pages } from './pages/page.ts';
export { type ServeOptions, type Server, serve } from './serve.ts';

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
