/** Points of a service from a file: read, told row by row what is wrong, taken whole or, when asked, the good rows only. */
import * as z from 'zod/mini'
import { mostPoints, PointRow, readPoints } from '../../../shared/booking/points-file.ts'
import { byteTally, encodingByMark } from '../../../shared/contact/encoding.ts'
import { readCsv } from '../../../shared/contact/read-csv.ts'
import { readXlsx } from '../../../shared/contact/read-xlsx.ts'
import type { Row } from '../../../shared/contact/rows.ts'
import { delimiterOf, kindOf } from '../../../shared/contact/sniff.ts'
import { Unreadable } from '../../../shared/contact/unreadable.ts'
import { Invalid } from '../../../shared/platform/errors.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { PointsFile, type PointsFileProps } from '../../../web/staff/points-file.tsx'
import { pointsTexts } from '../../../web/texts/staff-points.ts'
import { readForm } from '../form.ts'
import type { PageRoute, StaffRequest } from '../route.ts'
import { serviceDesk, serviceWriters } from '../services.ts'
import type { PageDeps } from './pages.ts'

const mostBytes = 200_000

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** All rows of a file, whatever its format and encoding. Throws Unreadable. */
async function rowsOf(bytes: Uint8Array): Promise<Row[]> {
  const rows: Row[] = []
  if (kindOf(bytes) === 'xlsx') {
    for await (const batch of readXlsx(bytes)) rows.push(...batch)
    return rows
  }
  const tally = byteTally()
  tally.add(bytes)
  const encoding = encodingByMark(bytes) ?? tally.encoding()
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(bytes))
  for await (const batch of readCsv(onePiece(bytes), { encoding, delimiter })) rows.push(...batch)
  return rows
}

export function pointsFilePages(deps: PageDeps): PageRoute[] {
  const desk = serviceDesk(deps)
  const path = '/services/:id/points-file'
  const page = async (c: StaffRequest, errors: FieldError[] = [], more: Partial<PointsFileProps> = {}) =>
    deps.show(c, <PointsFile service={await desk.get(c.req.param('id')!)} errors={errors} {...more} />, {
      status: errors.length > 0 ? 422 : 200,
    })

  return [
    { method: 'GET', path, roles: serviceWriters, handle: (c) => page(c) },
    {
      method: 'POST',
      path,
      roles: serviceWriters,
      async handle(c, { person }) {
        const id = c.req.param('id')!
        const t = pointsTexts(c.get('language'))
        const fields = await readForm(c)
        const take = async (rows: PointRow[]): Promise<Response> => {
          try {
            if (!(await desk.putPoints(id, rows, person))) return page(c, [{ id: 'file', text: t.full }])
          } catch (error) {
            if (!(error instanceof Invalid)) throw error
            return page(
              c,
              fieldErrors(error.problems, c.get('language'), () => 'file'),
            )
          }
          return c.redirect(`/services/${id}?saved`, 303)
        }
        if (fields.text('do') === 'keep') {
          const { data } = z.safeParse(
            z.array(PointRow).check(z.minLength(1), z.maxLength(mostPoints)),
            json(fields.text('rows')),
          )
          return data ? take(data) : page(c, [{ id: 'file', text: t.fileMissing }])
        }
        const file = (await c.req.formData()).get('file')
        if (!file || typeof file === 'string' || file.size === 0) return page(c, [{ id: 'file', text: t.fileMissing }])
        if (file.size > mostBytes) return page(c, [{ id: 'file', text: t.tooLarge }])
        try {
          const { points, faults, missing } = readPoints(await rowsOf(new Uint8Array(await file.arrayBuffer())))
          const named = missing.map((column) => t.column[column]).join(', ')
          if (named) return page(c, [{ id: 'file', text: t.noColumns(named) }])
          if (faults.length > 0) {
            return page(c, [{ id: 'faults', text: t.faults(faults.length) }], { faults, good: points })
          }
          return points.length > 0 ? take(points) : page(c, [{ id: 'file', text: t.nothing }])
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error
          const language = c.get('language')
          return page(c, [{ id: 'file', text: error.text[language] ?? error.text.pl }])
        }
      },
    },
  ]
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
