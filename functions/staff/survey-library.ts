/** The library of surveys, loaded when somebody chooses one: its texts in three languages are long. */
import type { LibrarySurvey } from '../../shared/survey/library/library.ts'

export const library = async (): Promise<LibrarySurvey[]> =>
  (await import('../../shared/survey/library/library.ts')).library
