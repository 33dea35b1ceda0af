// Drag and drop, and how far the upload has come. Without this the form works all the same.
function enhance() {
  const form = document.querySelector('form[data-choose-files]');
  const input = form.querySelector('input[type=file]');
  const progress = form.querySelector('progress');
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.toggleAttribute('data-dragging', kind === 'dragover');
      if (kind === 'drop' && event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
    });
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
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
  });
}

/** The page that came back, as if the browser had gone there by itself. */
function show(request) {
  const page = new DOMParser().parseFromString(request.responseText, 'text/html');
  const main = page.querySelector('main');
  if (main === null) {
    location.reload();
    return;
  }
  document.querySelector('main').replaceWith(main);
  if (!request.responseURL.endsWith('/returns')) history.replaceState(null, '', request.responseURL);
  const wrong = document.querySelector('ds-error-summary');
  const place = wrong ?? document.getElementById('returns');
  place.tabIndex = -1;
  place.focus();
  place.scrollIntoView();
  if (document.querySelector('form[data-choose-files]') !== null) enhance();
}

enhance();
