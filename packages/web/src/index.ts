import { html } from '@fineprint/report/html';
import type { Pages } from '@fineprint/server';
import { assets } from './assets.ts';
import { decide } from './forms.ts';
import { layout } from './layout.ts';
import { inbox } from './pages/inbox.ts';
import { question } from './pages/question.ts';
import { welcome } from './pages/welcome.ts';

/** The interface for people. */
export const pages: Pages = {
  pages: [inbox, question],
  forms: [decide],
  assets,
  problem: ({ status, title, detail }) =>
    layout(
      title,
      'inbox',
      html`<h1>${title}</h1><p class="lead">${detail}</p><p class="faint">Status ${status}.</p>`,
    ),
  welcome,
};
