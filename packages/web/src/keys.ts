import { html } from '@fineprint/report/html';

const keys = [
  ['j', 'the next entry'],
  ['k', 'the entry before'],
  ['Enter', 'opens the entry'],
  ['a', 'approve: opens the form with that chosen'],
  ['r', 'reject: opens the form with that chosen'],
  ['?', 'shows these keys'],
] as const;

/** The button and the window that tell the keys; both need the script, which is what the keys need too. */
export const keysHelp = html`<button type="button" class="small" data-keys hidden>Keys</button>
<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2>
<dl class="keys">${keys.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}</dl>
<p><label><input type="checkbox" data-keys-on checked> Single keys do this. Switch them off where they get in the way of speech input or a screen reader.</label></p>
<form method="dialog"><button class="small">Close</button></form></dialog>`;
