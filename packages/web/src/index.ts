import { html } from '@fineprint/report/html';
import type { Pages } from '@fineprint/server';
import { accessForms } from './access-forms.ts';
import { assets } from './assets.ts';
import { changeDecision, decide } from './forms.ts';
import { layout } from './layout.ts';
import { people } from './pages/access.ts';
import { pipelines } from './pages/access-pipelines.ts';
import { tokens } from './pages/access-tokens.ts';
import { component, components } from './pages/components.ts';
import { audit, decisions } from './pages/decisions.ts';
import { dryRun } from './pages/dry-run.ts';
import { inbox } from './pages/inbox.ts';
import { policies, policy, policyVersion } from './pages/policies.ts';
import { project } from './pages/project.ts';
import { projects } from './pages/projects.ts';
import { question } from './pages/question.ts';
import { welcome } from './pages/welcome.ts';
import { policyForms } from './policy-forms.ts';

/** The interface for people. */
export const pages: Pages = {
  pages: [
    inbox,
    question,
    projects,
    project,
    components,
    component,
    decisions,
    policies,
    policy,
    policyVersion,
    dryRun,
    audit,
    people,
    tokens,
    pipelines,
  ],
  forms: [decide, changeDecision, ...accessForms, ...policyForms],
  assets,
  problem: ({ status, title, detail }) =>
    layout(
      title,
      'inbox',
      html`<h1>${title}</h1><p class="lead">${detail}</p><p class="faint">Status ${status}.</p>`,
    ),
  welcome,
};
