// Keys for the quick: each goes where a link on the page goes. None decides: that takes the button that confirms.
const CHOICE = 'review-shortcuts';
const choice = document.querySelector('[data-shortcuts-on]');

/** Somewhere that takes letters. */
function takesText(element) {
  return element.isContentEditable || ['INPUT', 'SELECT', 'TEXTAREA'].includes(element.tagName);
}

function onKey(event) {
  if (choice === null || !choice.checked) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) return;
  if (event.target instanceof HTMLElement && takesText(event.target)) return;
  const links = [...document.querySelectorAll('a[data-key]')];
  const link = links.find((one) => one.dataset.key === event.key.toLowerCase());
  if (link === undefined) return;
  event.preventDefault();
  link.click();
}

if (choice !== null) {
  // A browser that keeps nothing has them on, as the page says.
  try {
    choice.checked = localStorage.getItem(CHOICE) !== 'off';
    choice.addEventListener('change', () => localStorage.setItem(CHOICE, choice.checked ? 'on' : 'off'));
  } catch {
    choice.checked = true;
  }
}
document.addEventListener('keydown', onKey);
