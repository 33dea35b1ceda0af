// Puts a chosen file's text where it could have been pasted. The page is whole without it.
for (const chooser of document.querySelectorAll('[data-reads-into]')) {
  const field = document.getElementById(chooser.dataset.readsInto);
  const input = chooser.querySelector('input[type=file]');
  input.addEventListener('change', () => {
    const [file] = input.files;
    void file?.text().then((text) => {
      field.value = text;
    });
  });
}
