// Keys for going through what waits, and what a form shows while it is filled in. Everything works without this.

const links = () => [...document.querySelectorAll('[data-triage] a.row')];
const form = () => document.querySelector('form.decide');
const storageKey = 'fineprint-keys';

function move(step) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus();
}

// In a list, the form of the entry that has the focus is opened; on a question, its form is the one that is there.
function choose(outcome) {
  const here = form();
  if (here) {
    const radio = here.querySelector(`input[name="outcome"][value="${outcome}"]`);
    if (!radio) return;
    radio.click();
    here.querySelector('textarea[name="reason"]').focus();
    return;
  }
  const link = document.activeElement;
  if (!link?.matches?.('[data-triage="decides"] a.row')) return;
  const address = new URL(link.href);
  address.searchParams.set('outcome', outcome);
  location.assign(address);
}

const deeds = new Map([
  ['j', () => move(1)],
  ['k', () => move(-1)],
  ['a', () => choose('approved')],
  ['r', () => choose('rejected')],
]);

const dialog = document.querySelector('#keys');
const opener = document.querySelector('[data-keys]');
const isOn = document.querySelector('[data-keys-on]');

// What is stored may be missing where the browser stores nothing.
function stored() {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

const areKeysOn = () => stored() !== 'off';

if (opener && dialog) {
  opener.hidden = false;
  isOn.checked = areKeysOn();
  opener.addEventListener('click', () => dialog.showModal());
  isOn.addEventListener('change', () => localStorage.setItem(storageKey, isOn.checked ? 'on' : 'off'));
}

// Before any key does anything: what is typed after an answer was chosen is its reason.
document.querySelector('form.decide [data-asked]')?.focus();

document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || dialog?.open || !areKeysOn()) return;
  if (event.key === '?') dialog?.showModal();
  const deed = deeds.get(event.key);
  if (deed === undefined) return;
  event.preventDefault();
  deed();
});

const counted = ({ value, isExact }, noun) =>
  `${isExact ? '' : 'more than '}${value.toLocaleString('en')} ${noun}${value === 1 ? '' : 's'}`;

function scopeOf(value) {
  const [is, id] = value.split(':');
  return is === 'all' ? { is } : { is, [is]: id };
}

// The effect of what is chosen, before it is saved. An answer that comes after another choice is of no use.
const typingMs = 250;
let asked = 0;
async function showEffect(here, shown) {
  asked += 1;
  const mine = asked;
  const versions = here.elements.versions.value.trim();
  const answer = await fetch('/api/v1/decisions/preview', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      question: here.dataset.decide,
      scope: scopeOf(here.elements.scope.value),
      versions: versions === '' ? null : versions,
    }),
  });
  const said = await answer.json();
  if (mine !== asked) return;
  shown.textContent = answer.ok
    ? `It is the answer to ${counted(said.findings, 'finding')} in ${counted(said.projects, 'project')}, and those that come later.`
    : said.detail;
}

const deciding = document.querySelector('form[data-decide]');
const effect = deciding?.querySelector('[data-effect]');
if (deciding && effect) {
  const show = () => showEffect(deciding, effect);
  deciding.elements.scope.addEventListener('change', show);
  let typed;
  deciding.elements.versions.addEventListener('input', () => {
    clearTimeout(typed);
    typed = setTimeout(show, typingMs);
  });
  if (deciding.elements.scope.value !== 'all') show();
}

// The last day belongs to one outcome alone.
for (const here of document.querySelectorAll('form.decide')) {
  if (!here.elements.outcome) continue;
  const until = here.elements.until;
  const tell = () => {
    const isNeeded = here.elements.outcome.value === 'approved-until';
    until.required = isNeeded;
    until.closest('.field').hidden = !isNeeded;
    if (!isNeeded) until.value = '';
  };
  here.addEventListener('change', tell);
  tell();
}

// How far an answer to many questions has come.
const progress = document.querySelector('[data-progress]');
const pauseMs = 1000;
async function follow() {
  const answer = await fetch(`/api/v1/batches/${progress.dataset.progress}`);
  if (!answer.ok) return;
  const { state, done, questions } = await answer.json();
  if (!state.endsWith('ing')) {
    location.reload();
    return;
  }
  progress.querySelector('span').textContent = `${done} of ${questions}`;
  setTimeout(follow, pauseMs);
}
if (progress) setTimeout(follow, pauseMs);
