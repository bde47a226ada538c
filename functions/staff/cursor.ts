/** Cursors from outside: one that we did not give, or that was altered, is said to be none. */
import { fromCursor } from '../../shared/platform/dynamo.ts'
import { Invalid, nameOf } from '../../shared/platform/errors.ts'

/** Reads a page of a list from where the cursor stands. Throws Invalid for a cursor that is not one of ours. */
export async function readFrom<Page>(
  cursor: string | undefined,
  read: (cursor: string | undefined) => Promise<Page>,
): Promise<Page> {
  if (cursor && !fromCursor(cursor)) throw noCursor()
  return read(cursor).catch((error: unknown) => {
    // The database compares it with the list that it is for.
    throw cursor && nameOf(error) === 'ValidationException' ? noCursor() : error
  })
}

const noCursor = () =>
  new Invalid([
    {
      field: 'query.cursor',
      message: {
        pl: 'To nie jest znacznik tej listy. Zacznij od pierwszej strony.',
        en: 'This is not a cursor of this list. Start from the first page.',
      },
    },
  ])
