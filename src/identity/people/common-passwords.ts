/**
 * Words that people make passwords of, in lower case without digits and marks. A password that is nothing but such
 * words, digits and marks is refused, so a short list goes a long way: `Sommer2020!!` and `passord-passord` are in it.
 */
export const COMMON_PASSWORD_WORDS: readonly string[] = `
  passord password hemmelig hemmeleg secret velkommen welcome admin administrator bruker brukar user test tester
  testing demo login logg inn letmein changeme default master root guest gjest god dag hei hallo hello takk jeg
  eg deg min mitt my me the love elsker elskar iloveyou sunshine princess dragon sommer sumar vinter haust vår
  summer winter autumn spring fall januar februar mars april mai juni juli august september oktober november
  desember mandag tirsdag onsdag torsdag fredag lørdag søndag sunndag norge noreg norway norsk oslo bergen
  trondheim stavanger tromsø brann rosenborg fotball football ski hytte kommune kommunen departement
  departementet helse akson tilslutning signering erklæring skjema saksbehandler kontor jobb arbeid work office
  qwerty qwertyuiop asdf asdfgh asdfghjkl zxcv zxcvbnm abc abcd abcdef abcdefgh monkey baseball shadow superman
  batman starwars pokemon computer internet
`
  .trim()
  .split(/\s+/);
