/** What a translation must have: every key of the Polish texts with its arguments; the words are free. */
export type Words<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { [Key in keyof T]: Words<T[Key]> }
