import { button, h } from './element.ts';

/** Shows a licence text over the page; the dialog of the browser keeps the focus and gives it back. */
export function showText(source: string, text: string): void {
  const close = button('Close', {}, () => dialog.close());
  const dialog = h(
    'dialog',
    { class: 'text', 'aria-labelledby': 'text-title' },
    h('div', { class: 'text-head' }, h('h2', { id: 'text-title' }, source), close),
    h('pre', { tabindex: 0 }, text),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
