import type { LetterReadModel } from '../../letters/index.js';
import { CapturedMailController } from './captured-mail.controller.js';
import { CapturedMailPages } from './captured-mail-pages.js';

const letters = { captured: () => Promise.resolve([]), capturedCount: () => Promise.resolve(0) };

it.each([
  [false, 'Ingenting av dette er sendt ut av maskinen, og ingenting sendes nå.'],
  [true, 'Annen e-post sendes.'],
])('says what is true where mail is sent: %s', async (sendsMail, words) => {
  const options = { showsCapturedMail: true, sendsMail };
  const controller = new CapturedMailController(new CapturedMailPages(letters as unknown as LetterReadModel, options));
  const html = await controller.list({ q: '' });
  expect(html).toContain(words);
  expect(html.includes('ingenting sendes')).toBe(!sendsMail);
});
