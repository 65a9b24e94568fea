/** Counts what a caller does in a window of time, exactly over all processes. */
export interface Limits {
  /** Uses one point of `key` and says what is left. Never throws for a spent budget: the caller decides. */
  take(budget: LimitBudget, key: string): Promise<LimitState>;
  /** Gives the key its whole budget back. */
  forget(budget: LimitBudget, key: string): Promise<void>;
}

/** `points` a window of `windowMs`, which begins with the first point used. Two budgets never share a name. */
export interface LimitBudget {
  readonly name: string;
  readonly points: number;
  readonly windowMs: number;
}

export interface LimitState {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Until the window ends. */
  readonly resetMs: number;
}
