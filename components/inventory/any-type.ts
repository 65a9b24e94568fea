export type ObjectFilterValues = { prefix?: string; mime?: string; text?: string };

/** The choice that stands for no choice: a select cannot send the empty text. */
export const anyType = "any";
