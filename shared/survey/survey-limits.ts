/** How much of everything a survey may hold. */
export const surveyLimits = {
  questions: 500,
  /** Characters of a file that are looked at at all, and of the survey in it. */
  file: 10_000_000,
  bytes: 500_000,
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
