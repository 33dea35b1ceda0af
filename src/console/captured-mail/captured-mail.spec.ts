import { readCapturedMail } from './captured-mail.js';

const read = async (...lines: readonly string[]) => await readCapturedMail(Buffer.from(lines.join('\r\n')));

it('decodes header fields, with what came at hand where that is something else', async () => {
  const { headers } = await read(
    'From: =?utf-8?Q?Helse-_og_omsorgsdepartementet?= <akson@hod.example>',
    'Subject: =?iso-8859-1?Q?P=E5minning?=',
    ' =?utf-8?B?IG9tIGbDuHIgZnJpc3Rlbg==?=',
    'X-Plain: ingenting',
    '',
    'Hei',
  );
  expect(headers).toEqual([
    {
      name: 'From',
      value: 'Helse- og omsorgsdepartementet <akson@hod.example>',
      raw: '=?utf-8?Q?Helse-_og_omsorgsdepartementet?= <akson@hod.example>',
    },
    {
      name: 'Subject',
      value: 'Påminning om før fristen',
      raw: '=?iso-8859-1?Q?P=E5minning?= =?utf-8?B?IG9tIGbDuHIgZnJpc3Rlbg==?=',
    },
    { name: 'X-Plain', value: 'ingenting', raw: null },
  ]);
});

it('shows what is no encoded word as it came', async () => {
  const { headers } = await read('Subject: =?klingon?Q?x?= =?utf-8?Q?x', '', '');
  expect(headers).toMatchObject([{ name: 'Subject' }]);
  expect(headers[0]?.raw ?? headers[0]?.value).toBe('=?klingon?Q?x?= =?utf-8?Q?x');
});
