/** open → paid: a later receipt has the stamp. open → lost: none can be had any more. Both are final. */
export const debtStates = ["open", "paid", "lost"] as const;
export type DebtState = (typeof debtStates)[number];
