import { html } from '@fineprint/report/html';
import type { Pages } from '@fineprint/server';
import { assets } from './assets.ts';
import { changeBatch, changeDecision, decide, decideMany } from './forms.ts';
import { layout } from './layout.ts';
import { batch, batches } from './pages/batches.ts';
import { bulk } from './pages/bulk.ts';
import { component, components } from './pages/components.ts';
import { audit, decisions } from './pages/decisions.ts';
import { inbox } from './pages/inbox.ts';
import { license, licenses } from './pages/licenses.ts';
import { project } from './pages/project.ts';
import { projects } from './pages/projects.ts';
import { question } from './pages/question.ts';
import { welcome } from './pages/welcome.ts';

/** The interface for people. */
export const pages: Pages = {
  pages: [
    inbox,
    bulk,
    batches,
    batch,
    question,
    projects,
    project,
    components,
    component,
    licenses,
    license,
    decisions,
    audit,
  ],
  forms: [decide, changeDecision, decideMany, changeBatch],
  assets,
  problem: ({ status, title, detail }) =>
    layout(
      title,
      'inbox',
      html`<h1>${title}</h1><p class="lead">${detail}</p><p class="faint">Status ${status}.</p>`,
    ),
  welcome,
};
