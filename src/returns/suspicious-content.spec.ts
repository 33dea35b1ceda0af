import { suspicions } from './suspicious-content.js';

// Put together so that this file is not taken for the test file.
const testString = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

it.each<[string, Buffer, string[]]>([
  ['a plain file', Buffer.from('%PDF-1.7 /S /URI'), []],
  ['nothing', Buffer.alloc(0), []],
  ['the test string', Buffer.from(testString), ['TEST_VIRUS']],
  ['the test string inside', Buffer.from(`%PDF-1.7\n${testString}\n%%EOF`), ['TEST_VIRUS']],
  ['half of the test string', Buffer.from(`%PDF-1.7\n${testString.slice(0, 30)}`), []],
  ['a Windows program', Buffer.from('MZ\x90\0'), ['PROGRAM']],
  ['a Linux program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2]), ['PROGRAM']],
  ['a script', Buffer.from('#!/bin/sh\n'), ['PROGRAM']],
  ['those letters further in', Buffer.from('%PDF MZ #!'), []],
  ['a launch action, which is no reason not to look', Buffer.from('<< /S /Launch /F (calc.exe) >>'), []],
])('%s', (_, bytes, found) => {
  expect(suspicions(bytes)).toEqual(found);
});
