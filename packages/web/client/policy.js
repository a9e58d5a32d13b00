// The text of a policy is checked while it is written, and what a dry run has found so far is shown; both work without this.
const pauseMs = 400;
const lookMs = 1_500;

const form = document.querySelector('[data-policy]');
const text = document.querySelector('#text');
const place = document.querySelector('#defects');

function element(name, content) {
  const made = document.createElement(name);
  made.textContent = content;
  return made;
}

function show({ isValid, defects }) {
  if (isValid) return place.replaceChildren(element('p', 'No defects.'));
  const list = element('ol', '');
  list.className = 'defects';
  for (const { line, message, frame } of defects) {
    const item = element('li', '');
    item.append(element('strong', `Line ${line}`), ` ${message}`);
    if (frame !== '') {
      const drawn = element('pre', frame);
      drawn.tabIndex = 0;
      item.append(drawn);
    }
    list.append(item);
  }
  place.replaceChildren(list);
}

let timer;
let asked = 0;

async function check() {
  asked += 1;
  const own = asked;
  const { policy } = form.dataset;
  const scope = policy === 'all' ? { is: 'all' } : { is: 'group', group: policy };
  const answer = await fetch('/api/v1/policies/validations', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scope, text: text.value }),
  });
  if (own !== asked) return;
  if (answer.ok) show(await answer.json());
  else place.replaceChildren(element('p', `It cannot be checked now (${answer.status}).`));
}

text?.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(check, pauseMs);
});

async function look() {
  const before = document.querySelector('[data-live="running"]');
  if (before === null) return;
  const answer = await fetch(location.href);
  if (answer.ok) {
    const next = new DOMParser()
      .parseFromString(await answer.text(), 'text/html')
      .querySelector('[data-live]');
    if (next !== null) before.replaceWith(next);
  }
  setTimeout(look, lookMs);
}

setTimeout(look, lookMs);
