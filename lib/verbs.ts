/**
 * Every verb there is. Surfaces, documents and the isolation test enumerate this; a verb that is missing here fails
 * the architecture test.
 */
export const verbs = {} as const;
