import { button } from './element.ts';

/** A button that turns the page dark or light; until it is used, the page is as the system asks. */
export function themeButton(): HTMLElement {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () =>
    (document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const toggle = button('', { class: 'quiet' }, () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    name();
  });
  const name = () => {
    toggle.textContent = isDark() ? 'Light colours' : 'Dark colours';
  };
  system.addEventListener('change', name);
  name();
  return toggle;
}
