/** The words of the page about extensions; a missing one does not compile. */
export interface ExtensionsTexts {
  readonly title: string;
  readonly many: string;
  readonly explanation: string;
  readonly list: string;
  readonly allUnanswered: (count: string) => string;
  readonly preview: string;
  readonly effect: string;
  readonly extended: (count: string, day: string) => string;
  readonly impossible: (count: string) => string;
  readonly sums: (go: string, come: string, stay: string) => string;
  readonly municipality: string;
  readonly deadlineNow: string;
  readonly go: string;
  readonly come: string;
  readonly why: string;
  readonly noneOfThem: string;
  readonly notice: (language: string) => string;
  readonly confirm: (count: string) => string;
  readonly done: (count: string) => string;
  readonly granted: string;
  readonly noneGranted: string;
  readonly previous: string;
  readonly deadline: string;
  readonly when: string;
  readonly by: string;
  readonly reason: string;
  readonly undone: string;
  readonly older: string;
  readonly newest: string;
  readonly onlyReading: string;
  readonly meanwhile: string;
  readonly faults: {
    readonly empty: string;
    readonly tooMany: (most: string) => string;
    readonly unknown: (line: string, text: string) => string;
    readonly ambiguous: (line: string, text: string, candidates: string) => string;
    readonly nobody: string;
  };
}
