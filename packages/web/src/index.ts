import { html } from '@fineprint/report/html';
import type { Pages } from '@fineprint/server';
import { assets } from './assets.ts';
import { changeDecision, decide } from './forms.ts';
import { layout } from './layout.ts';
import { component, components } from './pages/components.ts';
import { audit, decisions } from './pages/decisions.ts';
import { inbox } from './pages/inbox.ts';
import { project } from './pages/project.ts';
import { projects } from './pages/projects.ts';
import { question } from './pages/question.ts';
import { record } from './pages/record.ts';
import { webhook, webhooks } from './pages/webhooks.ts';
import { welcome } from './pages/welcome.ts';
import { webhookForms } from './webhook-forms.ts';

/** The interface for people. */
export const pages: Pages = {
  pages: [
    inbox,
    question,
    projects,
    project,
    record,
    components,
    component,
    decisions,
    audit,
    webhooks,
    webhook,
  ],
  forms: [decide, changeDecision, ...webhookForms],
  assets,
  problem: ({ status, title, detail }) =>
    layout(
      title,
      'inbox',
      html`<h1>${title}</h1><p class="lead">${detail}</p><p class="faint">Status ${status}.</p>`,
    ),
  welcome,
};
