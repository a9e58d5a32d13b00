// Keys for lists that are gone through one by one: j and k go down and up.
const links = () => [...document.querySelectorAll('[data-triage] a.row')];

function move(step) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus();
}

const steps = new Map([
  ['j', 1],
  ['k', -1],
]);

document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = steps.get(event.key);
  if (step === undefined) return;
  event.preventDefault();
  move(step);
});
