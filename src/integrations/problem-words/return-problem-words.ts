import type { ProblemWords } from './problem-words.js';

/** Of what comes in: messages, tasks, returns, scans. */
export const RETURN_PROBLEM_WORDS = {
  RETURN_UNKNOWN: {
    title: { nb: 'Returen finnes ikke', nn: 'Returen finst ikkje', en: 'Unknown return' },
    detail: { nb: 'Det er ingen retur med denne id-en.', nn: 'Det er ingen retur med denne id-en.' },
  },
  RETURN_NOT_IN_REVIEW: {
    title: { nb: 'Returen venter ikke på avgjørelse', nn: 'Returen ventar ikkje på avgjerd', en: 'Not in review' },
    detail: {
      nb: 'Returen er {state}: bare en som trenger vurdering, kan avgjøres.',
      nn: 'Returen er {state}: berre ein som treng vurdering, kan avgjerast.',
    },
  },
  RETURN_NOT_VERIFIED: {
    title: { nb: 'Returen er ikke kontrollert ennå', nn: 'Returen er ikkje kontrollert enno', en: 'Not verified yet' },
    detail: { nb: 'Spør igjen om litt.', nn: 'Spør igjen om litt.' },
  },
  RETURN_UNMATCHED: {
    title: { nb: 'Returen hører ikke til noen', nn: 'Returen høyrer ikkje til nokon', en: 'Belongs to no declaration' },
    detail: {
      nb: 'Knytt den til en erklæring først (avgjørelsen ATTACH med referansen).',
      nn: 'Knyt han til ei erklæring først (avgjerda ATTACH med referansen).',
    },
  },
  OWN_RETURN: {
    title: { nb: 'Du leverte det selv', nn: 'Du leverte det sjølv', en: 'You handed it in yourself' },
    detail: {
      nb: 'Du eller en nøkkel av deg leverte dokumentet. En annen må avgjøre det.',
      nn: 'Du eller ein nøkkel av deg leverte dokumentet. Ein annan må avgjere det.',
    },
  },
  OTHER_FORM: {
    title: { nb: 'En annen erklærings skjema', nn: 'Skjemaet til ei anna erklæring', en: 'Another form' },
    detail: {
      nb: 'Dokumentet er skjemaet til {reference}, så det kan ikke godtas her. Knytt det dit (avgjørelsen ATTACH), eller avvis det (WRONG_FORM).',
      nn: 'Dokumentet er skjemaet til {reference}, så det kan ikkje godtakast her. Knyt det dit (avgjerda ATTACH), eller avvis det (WRONG_FORM).',
    },
  },
  ONLY_RETURN: {
    title: { nb: 'Det eneste kommunen har sendt', nn: 'Det einaste kommunen har sendt', en: 'The only return' },
    detail: {
      nb: 'Godta eller avvis den, så kommunen får vite det.',
      nn: 'Godta eller avvis han, så kommunen får vite det.',
    },
  },
  REJECTION_REASON_MISSING: {
    title: { nb: 'Begrunnelsen mangler', nn: 'Grunngjevinga manglar', en: 'A reason is missing' },
    detail: {
      nb: 'Nevn minst én grunn: kommunen får vite hva den skal rette.',
      nn: 'Nemn minst éin grunn: kommunen får vite kva han skal rette.',
    },
  },
  NOTHING_TO_DRAW: {
    title: { nb: 'Ingenting å vise', nn: 'Ingenting å vise', en: 'Nothing to draw' },
    detail: {
      nb: 'Returen er verken et bilde eller en PDF som lar seg åpne. Fila kan lastes ned.',
      nn: 'Returen er verken eit bilete eller ein PDF som lèt seg opne. Fila kan lastast ned.',
    },
  },
  SCAN_NOT_COMPARED: {
    title: { nb: 'Skanningen lot seg ikke sammenligne', nn: 'Skanninga lét seg ikkje samanlikne', en: 'Not compared' },
    detail: {
      nb: 'Skanningen lot seg ikke holde mot det utsendte skjemaet. Se på den returnerte fila selv.',
      nn: 'Skanninga lét seg ikkje halde mot det utsende skjemaet. Sjå på den returnerte fila sjølv.',
    },
  },
  PICTURE_UNKNOWN: {
    title: { nb: 'Bildet finnes ikke', nn: 'Biletet finst ikkje', en: 'Unknown picture' },
    detail: {
      nb: 'Skanningens rapport sier hvilke bilder det er.',
      nn: 'Rapporten av skanninga seier kva bilete det er.',
    },
  },
  TASK_UNKNOWN: {
    title: { nb: 'Oppgaven finnes ikke', nn: 'Oppgåva finst ikkje', en: 'Unknown task' },
    detail: { nb: 'Det er ingen oppgave med denne id-en.', nn: 'Det er inga oppgåve med denne id-en.' },
  },
  TASK_CLOSED: {
    title: { nb: 'Oppgaven er lukket', nn: 'Oppgåva er lukka', en: 'The task is closed' },
    detail: { nb: 'Oppgaven er alt lukket.', nn: 'Oppgåva er alt lukka.' },
  },
  TASK_MATCHED: {
    title: { nb: 'Meldingen er alt knyttet', nn: 'Meldinga er alt knytt', en: 'Already matched' },
    detail: {
      nb: 'Det er kjent hvilken erklæring meldingen gjelder.',
      nn: 'Det er kjent kva erklæring meldinga gjeld.',
    },
  },
  TASK_NOT_ANSWERABLE: {
    title: { nb: 'Ingen å svare', nn: 'Ingen å svare', en: 'Nobody to answer' },
    detail: {
      nb: 'Ingen person skrev meldingen. Lukk oppgaven med et notat.',
      nn: 'Ingen person skreiv meldinga. Lukk oppgåva med eit notat.',
    },
  },
  QUESTION_UNMATCHED: {
    title: {
      nb: 'Spørsmålet hører ikke til noen',
      nn: 'Spørsmålet høyrer ikkje til nokon',
      en: 'Belongs to no declaration',
    },
    detail: {
      nb: 'Det kan ikke besvares herfra. Lukk oppgaven med et notat.',
      nn: 'Det kan ikkje svarast på herifrå. Lukk oppgåva med eit notat.',
    },
  },
  MESSAGE_UNKNOWN: {
    title: { nb: 'Meldingen finnes ikke', nn: 'Meldinga finst ikkje', en: 'Unknown message' },
    detail: { nb: 'Det er ingen melding med denne id-en.', nn: 'Det er inga melding med denne id-en.' },
  },
  MESSAGE_PART_UNKNOWN: {
    title: { nb: 'Delen finnes ikke', nn: 'Delen finst ikkje', en: 'Unknown part' },
    detail: { nb: 'Meldingen har ingen slik del.', nn: 'Meldinga har ingen slik del.' },
  },
  MESSAGE_WAITING: {
    title: { nb: 'Meldingen er ikke lest ennå', nn: 'Meldinga er ikkje lesen enno', en: 'Not read yet' },
    detail: { nb: 'Den blir lest av seg selv.', nn: 'Ho blir lesen av seg sjølv.' },
  },
  MESSAGE_NOT_WHOLE: {
    title: { nb: 'Meldingen er ikke hel', nn: 'Meldinga er ikkje heil', en: 'Not stored whole' },
    detail: {
      nb: 'Bare hodet er lagret. Lagre meldingen fra postkassen, og lever den hel (MAX_MESSAGE_BYTES må tillate det).',
      nn: 'Berre hovudet er lagra. Lagre meldinga frå postkassa, og lever ho heil (MAX_MESSAGE_BYTES må tillate det).',
    },
  },
  MESSAGE_FILE_TOO_LARGE: {
    title: { nb: 'Meldingen er for stor', nn: 'Meldinga er for stor', en: 'The message is too large' },
    detail: {
      nb: '{name} har {bytes} byte, og høyst {mostBytes} tas imot (MAX_MESSAGE_BYTES).',
      nn: '{name} har {bytes} byte, og høgst {mostBytes} blir tekne imot (MAX_MESSAGE_BYTES).',
    },
  },
  BOUNCE_NOTED: {
    title: { nb: 'Returposten er alt notert', nn: 'Returposten er alt notert', en: 'The bounce is noted' },
    detail: {
      nb: 'Den er notert på brevet, som kan være sendt igjen siden.',
      nn: 'Han er notert på brevet, som kan vere sendt igjen sidan.',
    },
  },
  MAILBOX_UNKNOWN: {
    title: { nb: 'Postkassen finnes ikke', nn: 'Postkassa finst ikkje', en: 'Unknown mailbox' },
    detail: { nb: 'Ingen kampanje har denne postkassen.', nn: 'Ingen kampanje har denne postkassa.' },
  },
  DELIVERED_TO_NEEDED: {
    title: { nb: 'Postkassen er ikke nevnt', nn: 'Postkassa er ikkje nemnd', en: 'No mailbox is named' },
    detail: {
      nb: 'Si med deliveredTo hvilken adresse meldingen kom til.',
      nn: 'Sei med deliveredTo kva adresse meldinga kom til.',
    },
  },
} as const satisfies Record<string, ProblemWords>;
