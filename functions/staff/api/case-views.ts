/** How a case looks in the API: everything but what is sealed in it. */
import * as z from 'zod/mini'
import { Case } from '../../../shared/case/case.ts'

const { sealed: _, ...shown } = Case.shape
export const CaseShown = z.object(shown)

export const bare = ({ sealed: _, ...one }: Case) => one
