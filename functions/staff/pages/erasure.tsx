/** For a case about a person's own data: who is found, the file for her, the order to erase her, the protocol. (L5) */
import { pointOf } from '../../../shared/booking/service.ts'
import { Refused } from '../../../shared/platform/errors.ts'
import type { Text } from '../../../shared/platform/language.ts'
import { localTime } from '../../../shared/platform/local-time.ts'
import { exportTable } from '../../../shared/response/export.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { FoundPeople, type HoldingShown, PersonFile, type VisitShown } from '../../../web/staff/case-people.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { PersonProtocolPage } from '../../../web/staff/protocols.tsx'
import type { Holding, OwnVisit } from '../erasure.ts'
import { readForm } from '../form.ts'
import type { Person } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import { type PageDeps, writers } from './pages.ts'

export function erasurePages({ show, cases, erasure, services, agentName, now }: PageDeps): Route[] {
  const idOf = (c: StaffRequest) => c.req.param('id')!
  const pathOf = (c: StaffRequest, page = '') => `/cases/${idOf(c)}${page && `/${page}`}`

  /** Where and when, in words; a service that is gone keeps its id. */
  const visitShown = async ({ id, visit, waiting, stands }: OwnVisit): Promise<VisitShown> => {
    const { service: ofService, state } = (visit?.booking ?? waiting?.waiting)!
    const { visitor } = (visit ?? waiting)!
    const service = await services.get(ofService).catch(() => undefined)
    const point = visit && service && pointOf(service, visit.booking.point)
    return {
      ...{ id, stands, visitor, state: visit ? (state as VisitShown['state']) : 'waiting' },
      service: service?.name ?? { pl: ofService },
      ...(visit && { day: visit.booking.day, start: visit.booking.start }),
      ...(point && { point: point.name }),
    }
  }

  const foundPage = async (c: StaffRequest, person: Person, chosen: string[] = [], errors: FieldError[] = []) => {
    const { one, addresses, found, visits: own } = await erasure.people(idOf(c), person)
    const visits = await Promise.all(own.map(visitShown))
    const page = <FoundPeople {...{ one, addresses, found, visits, chosen, errors }} />
    return show(c, page, { status: errors.length > 0 ? 422 : 200, path: pathOf(c, 'people') })
  }

  return [
    {
      method: 'GET',
      path: '/cases/:id{cas_[0-9a-z]{12}}/people',
      roles: writers,
      handle: (c, { person }) => foundPage(c, person),
    },
    {
      method: 'POST',
      path: '/cases/:id{cas_[0-9a-z]{12}}/nothing',
      roles: writers,
      handle: async (c, { person }) => {
        await erasure.nothing(idOf(c), person)
        return c.redirect(pathOf(c), 303)
      },
    },
    {
      method: 'POST',
      path: '/cases/:id{cas_[0-9a-z]{12}}/erase',
      roles: writers,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        const chosen = fields.all('people')
        try {
          await erasure.erase(idOf(c), chosen, person, fields.isOn('cancel'))
          return c.redirect(pathOf(c), 303)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return foundPage(c, person, chosen, fieldErrors(error.problems, c.get('language')))
        }
      },
    },
    {
      method: 'POST',
      path: '/cases/:id{cas_[0-9a-z]{12}}/file',
      roles: writers,
      handle: async (c, { person }) => {
        const chosen = (await readForm(c)).all('people')
        if (chosen.length === 0) {
          const message: Text = { pl: 'Zaznacz, czyje dane pokazać.', en: 'Choose whose data to show.' }
          return foundPage(c, person, [], fieldErrors([{ field: 'people', message }], c.get('language')))
        }
        const { one, holdings, visits: own } = await erasure.holdings(idOf(c), chosen, person)
        const visits = await Promise.all(own.map(visitShown))
        const page = (
          <PersonFile one={one} holdings={holdings.map(shown)} visits={visits} today={localTime(now()).date} />
        )
        return show(c, page, { path: pathOf(c, 'people') })
      },
    },
    {
      method: 'GET',
      path: '/cases/:id{cas_[0-9a-z]{12}}/protocol',
      roles: writers,
      handle: async (c, { person }) => {
        const { one, protocol } = await cases.read(idOf(c), person)
        if (!protocol) return c.notFound()
        const orderedBy =
          protocol.orderedBy === person.id ? person.name : ((await agentName(protocol.orderedBy)) ?? protocol.orderedBy)
        return show(c, <PersonProtocolPage id={one.id} found={protocol} orderedBy={orderedBy} />)
      },
    },
  ]
}

/** The columns of an export that say something of the response and are no question. */
const besides = 6

/** What is held of a person in one drive, in plain words. */
function shown({ campaign, person, survey, response, claims }: Holding): HoldingShown {
  const table = response && survey && exportTable(survey, true)
  const row = table && response ? table.row(response, '') : []
  return {
    campaign,
    contact: person,
    claims,
    history: [
      ...person.history.map((told) => ({ at: told.at, what: wordsOf(told) })),
      ...(response ? [{ at: response.startedAt, what: answered }] : []),
    ].sort((one, other) => one.at.localeCompare(other.at)),
    answers: (table?.header ?? []).flatMap((question, n) =>
      n >= besides && row[n] !== '' ? [{ question, answer: String(row[n]) }] : [],
    ),
  }
}

const answered: Text = { pl: 'Zaczęto odpowiadać na ankietę.', en: 'The survey was begun.' }

function wordsOf(told: Holding['person']['history'][number]): Text {
  const number = told.masked ? ` (${told.masked})` : ''
  switch (told.kind) {
    case 'email':
      return { pl: `Wiadomość e-mail: ${told.label.pl}`, en: `E-mail: ${told.label.en ?? told.label.pl}` }
    case 'call':
      return {
        pl: `Telefon${number}: ${told.label?.pl ?? 'trwa'}`,
        en: `Call${number}: ${told.label?.en ?? told.label?.pl ?? 'going on'}`,
      }
    case 'callback':
      return { pl: 'Umówiono telefon.', en: 'A call was promised.' }
    case 'skip':
      return { pl: `Nie zadzwoniono: ${told.why.pl}`, en: `Not called: ${told.why.en ?? told.why.pl}` }
    case 'fact':
      return facts[told.fact] ?? { pl: told.fact, en: told.fact }
  }
}

const facts: Partial<Record<string, Text>> = {
  bounced: { pl: 'Wiadomość wróciła.', en: 'The message came back.' },
  complained: { pl: 'Oznaczono wiadomość jako spam.', en: 'The message was marked as spam.' },
  rejected: { pl: 'Poczta odrzuciła adres.', en: 'The mail system refused the address.' },
  delayed: { pl: 'Doręczenie się opóźniało.', en: 'Delivery was delayed.' },
  objected: { pl: 'Zgłoszono sprzeciw wobec kontaktu.', en: 'An objection to being contacted was made.' },
  revoked: { pl: 'Unieważniono odnośnik.', en: 'The link was revoked.' },
  paid: { pl: 'Sprawę zamknięto.', en: 'The case was closed.' },
  passed_on: { pl: 'Sprawę przekazano dalej.', en: 'The case was passed on.' },
}
