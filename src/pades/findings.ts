import { masked } from './certificates/describe-signer.js';
import type { CheckName, Finding, Result } from './report.js';

/** Collects findings; whatever a file says about itself is made fit for a report on the way in. */
export class Findings {
  private readonly list: Finding[] = [];

  constructor(private readonly signature?: number) {}

  add(check: CheckName, result: Result, evidence: string, sentence: string): void {
    const about = this.signature === undefined ? {} : { signature: this.signature };
    this.list.push({ check, result, ...about, evidence: masked(evidence), sentence });
  }

  all(): readonly Finding[] {
    return this.list;
  }

  /** Something failed or could not be decided. */
  get open(): boolean {
    return this.list.some((finding) => finding.result === 'FAILED' || finding.result === 'INDETERMINATE');
  }
}
