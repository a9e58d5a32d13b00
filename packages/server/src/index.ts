import type * as z from 'zod';
import type { effectSchema } from './api/decisions/effect.ts';
import type { decisionPage } from './api/decisions/routes.ts';
import type { inboxPage, placesPage, question } from './api/inbox/routes.ts';

export type { Asset, Form, Page, PageApi, PageRequest, Pages } from './pages/page.ts';
export { type ServeOptions, type Server, serve } from './serve.ts';

// What the API answers, for programs that ask it.
export type InboxPage = z.infer<typeof inboxPage>;
export type Question = z.infer<typeof question>;
export type PlacesPage = z.infer<typeof placesPage>;
export type DecisionPage = z.infer<typeof decisionPage>;
export type Effect = z.infer<typeof effectSchema>;
