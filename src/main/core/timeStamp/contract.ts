/** The port to an authority that stamps the time: that these bytes were there at that moment, by a clock that is not the depot's. */
export type StampResult =
  /** None is set up. */
  | { kind: 'off' }
  /** `response` is its whole answer (TimeStampResp, DER); `at` epoch ms; `isTrusted` null: no certificate was given to check by. */
  | { kind: 'stamped'; response: Buffer; at: number; authority: string; isTrusted: boolean | null }
  /** A sentence. Nothing of an answer that does not hold is handed on. */
  | { kind: 'failed'; message: string };

export interface TimeStamps {
  /** Resolves always, within its time. */
  stamp(bytes: Uint8Array, signal: AbortSignal): Promise<StampResult>;
}
