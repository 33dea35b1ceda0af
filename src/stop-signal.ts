/** Under npm, Ctrl-C arrives twice at once: from the terminal and from npm, which passes it on. */
const ONE_REQUEST_MS = 1000;

/** Resolves at the first SIGTERM or SIGINT; another one, later than a second after it, ends the process at once. */
export async function stopSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    let isRequested = false;
    let isImpatient = false;
    const heed = (): void => {
      if (isImpatient) process.exit(130);
      resolve();
      if (isRequested) return;
      isRequested = true;
      setTimeout(() => (isImpatient = true), ONE_REQUEST_MS).unref();
    };
    process.on('SIGTERM', heed);
    process.on('SIGINT', heed);
  });
}
