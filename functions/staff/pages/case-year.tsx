/** The yearly table of a kind of cases, as a page and as CSV that no spreadsheet takes for formulas. Counts only. (X6) */
import { stringify } from 'csv-stringify/sync'
import { type CaseKind, kindNames } from '../../../shared/case/kinds.ts'
import { CaseYear, caseYearRows } from '../../../web/staff/case-year.tsx'
import { isOneOf, type Role } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import { type PageDeps, writers } from './pages.ts'

/** Who may see what tells of nobody. */
const counters: readonly Role[] = ['manager', 'administrator']

export function caseYearPages({ show, cases }: PageDeps): Route[] {
  const yearIn = (c: StaffRequest) => Number(c.req.param('year'))
  const kindIn = (c: StaffRequest): CaseKind | undefined => {
    const asked = c.req.query('kind') ?? 'public-information'
    return kindNames.find((kind) => kind === asked)
  }
  return [
    {
      method: 'GET',
      path: '/cases/year/:year{20[0-9]{2}}',
      roles: counters,
      handle: async (c, { person }) => {
        const [kind, year] = [kindIn(c), yearIn(c)]
        if (!kind) return c.notFound()
        const section = isOneOf(person, writers) ? 'cases' : 'office'
        const page = <CaseYear {...{ kind, year, section }} found={await cases.year(kind, year)} />
        return show(c, page, { path: `${c.req.path}?kind=${kind}` })
      },
    },
    {
      method: 'GET',
      path: '/cases/year/:year{20[0-9]{2}}/csv',
      roles: counters,
      handle: async (c) => {
        const [kind, year] = [kindIn(c), yearIn(c)]
        if (!kind) return c.notFound()
        const rows = caseYearRows(kind, await cases.year(kind, year), c.get('language'))
        const text = stringify(rows, {
          bom: true,
          delimiter: ';',
          record_delimiter: 'windows',
          escape_formulas: true,
        })
        return c.body(text, 200, {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="${kind}-${year}.csv"`,
          'Cache-Control': 'no-store',
        })
      },
    },
  ]
}
