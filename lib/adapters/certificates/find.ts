/** Writes down one thing that is wrong: a code for programs, and a sentence that says what is wrong and what to do. */
export type Find = (code: string, sentence: string) => void;
