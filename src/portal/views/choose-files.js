// Drag and drop, what cannot be sent told at once, and how far the upload has come. Without this the form works all the same.
function enhance() {
  const form = document.querySelector('form[data-choose-files]');
  const input = form.querySelector('input[type=file]');
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.toggleAttribute('data-dragging', kind === 'dragover');
      if (kind !== 'drop' || event.dataTransfer.files.length === 0) return;
      input.files = event.dataTransfer.files;
      look(form, input);
    });
  }
  input.addEventListener('change', () => look(form, input));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (look(form, input)) send(form);
    else input.focus();
  });
}

/** Lists what is chosen, and says beside the field what cannot be sent; true: all of it can. */
function look(form, input) {
  const files = [...input.files];
  const list = form.querySelector('.chosen');
  list.replaceChildren(...files.map(({ name }) => withText('li', name)));
  list.hidden = files.length < 2;
  const fault = faultOf(files, form.dataset);
  form.querySelector('.ds-validation-message')?.remove();
  input.removeAttribute('aria-invalid');
  if (fault === '') return true;
  const message = withText('p', fault);
  message.className = 'ds-validation-message';
  message.dataset.field = 'validation';
  message.role = 'alert';
  input.after(message);
  input.setAttribute('aria-invalid', 'true');
  return false;
}

function faultOf(files, { mostFiles, mostBytes, mostTogether, tooMany, tooLarge }) {
  if (files.length > Number(mostFiles)) return tooMany;
  const large = files.filter(({ size }) => size > Number(mostBytes)).map(({ name }) => name);
  if (large.length > 0) return `${tooLarge} (${large.join(', ')})`;
  return files.reduce((sum, { size }) => sum + size, 0) > Number(mostTogether) ? tooLarge : '';
}

function withText(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function send(form) {
  const progress = form.querySelector('progress');
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
    if (lengthComputable) progress.value = (100 * loaded) / total;
  });
  request.addEventListener('load', () => show(request));
  request.addEventListener('error', () => form.submit());
  progress.hidden = false;
  form.querySelector('button').disabled = true;
  request.send(new FormData(form));
}

/** The page that came back, as if the browser had gone there by itself; what was begun in another form stays. */
function show(request) {
  const page = new DOMParser().parseFromString(request.responseText, 'text/html');
  const main = page.querySelector('main');
  if (main === null) {
    location.reload();
    return;
  }
  keep(document.querySelector('main'), main);
  document.querySelector('main').replaceWith(main);
  if (!request.responseURL.endsWith('/returns')) history.replaceState(null, '', request.responseURL);
  const wrong = document.querySelector('ds-error-summary');
  const place = wrong ?? document.getElementById('returns');
  place.tabIndex = -1;
  place.focus();
  place.scrollIntoView();
  if (document.querySelector('form[data-choose-files]') !== null) enhance();
}

function keep(before, after) {
  for (const field of before.querySelectorAll('textarea, input:not([type=hidden], [type=file])')) {
    const same = after.querySelector(`#${CSS.escape(field.id)}`);
    if (same === null) continue;
    same.value = field.value;
    same.checked = field.checked;
  }
}

enhance();
