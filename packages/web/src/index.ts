import { html } from '@fineprint/report/html';
import type { Pages } from '@fineprint/server';
import { accessForms } from './access-forms.ts';
import { assets } from './assets.ts';
import { changeBatch, changeDecision, decide, decideMany } from './forms.ts';
import { layout } from './layout.ts';
import { obligationForms } from './obligation-forms.ts';
import { people } from './pages/access.ts';
import { pipelines } from './pages/access-pipelines.ts';
import { tokens } from './pages/access-tokens.ts';
import { audit } from './pages/audit.ts';
import { batch, batches } from './pages/batches.ts';
import { bulk } from './pages/bulk.ts';
import { comparison } from './pages/comparison.ts';
import { component } from './pages/component.ts';
import { components } from './pages/components.ts';
import { decision, decisions } from './pages/decisions.ts';
import { dependencies } from './pages/dependencies.ts';
import { dryRun } from './pages/dry-run.ts';
import { inbox } from './pages/inbox.ts';
import { license, licenses } from './pages/licenses.ts';
import { obligationComponents } from './pages/obligation-components.ts';
import { obligations } from './pages/obligations.ts';
import { policies, policy, policyVersion } from './pages/policies.ts';
import { portfolio } from './pages/portfolio.ts';
import { project } from './pages/project.ts';
import { projectHistory } from './pages/project-history.ts';
import { projectComponents, projectFindings } from './pages/project-lists.ts';
import { projects } from './pages/projects.ts';
import { question } from './pages/question.ts';
import { record } from './pages/record.ts';
import { webhook, webhooks } from './pages/webhooks.ts';
import { welcome } from './pages/welcome.ts';
import { policyForms } from './policy-forms.ts';
import { webhookForms } from './webhook-forms.ts';

/** The interface for people. */
export const pages: Pages = {
  pages: [
    inbox,
    bulk,
    batches,
    batch,
    question,
    portfolio,
    projects,
    project,
    record,
    projectFindings,
    projectComponents,
    obligations,
    obligationComponents,
    projectHistory,
    dependencies,
    comparison,
    components,
    component,
    licenses,
    license,
    decisions,
    decision,
    policies,
    policy,
    policyVersion,
    dryRun,
    audit,
    people,
    tokens,
    pipelines,
    webhooks,
    webhook,
  ],
  forms: [
    decide,
    changeDecision,
    decideMany,
    changeBatch,
    ...accessForms,
    ...obligationForms,
    ...policyForms,
    ...webhookForms,
  ],
  assets,
  problem: ({ status, title, detail }) =>
    layout(
      title,
      'inbox',
      html`<h1>${title}</h1><p class="lead">${detail}</p><p class="faint">Status ${status}.</p>`,
    ),
  welcome,
};
