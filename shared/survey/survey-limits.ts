/** How much of everything a survey may hold. */
export const surveyLimits = {
  questions: 500,
  /** Characters of a file that are looked at at all; bytes of the survey in it, and of what becomes of it: one item holds 400 kB. */
  file: 10_000_000,
  bytes: 350_000,
  name: 200,
  title: 1_000,
  description: 2_000,
  html: 5_000,
  choiceText: 500,
  choices: 500,
  marks: 21,
  rows: 50,
  panelDepth: 5,
  channelNotes: 4_000,
  textLength: 1_000,
  commentLength: 10_000,
}
