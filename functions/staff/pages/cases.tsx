/** Cases: the register, a new one, its steps; who is found for it, the file for a person, the order to erase her, the protocol. (L5) */
import { CaseMove } from '../../../shared/case/case.ts'
import { kindNames } from '../../../shared/case/kinds.ts'
import { Invalid, Refused } from '../../../shared/platform/errors.ts'
import type { Text } from '../../../shared/platform/language.ts'
import { localTime } from '../../../shared/platform/local-time.ts'
import { exportTable } from '../../../shared/response/export.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { FoundPeople, type HoldingShown, PersonFile } from '../../../web/staff/case-people.tsx'
import { Cases, NewCase, OneCase, personKinds } from '../../../web/staff/cases.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { PersonProtocolPage } from '../../../web/staff/retention.tsx'
import type { Holding } from '../duties.ts'
import { readForm } from '../form.ts'
import type { Person } from '../person.ts'
import { requestKinds } from '../requests.ts'
import type { Route, StaffRequest } from '../route.ts'
import { type PageDeps, writers } from './pages.ts'

const froms = ['letter', 'email', 'call', 'visit'] as const

export function casePages({ show, duties, now }: PageDeps): Route[] {
  const idOf = (c: StaffRequest) => c.req.param('id')!
  const pathOf = (c: StaffRequest, page = '') => `/cases/${idOf(c)}${page && `/${page}`}`

  const onePage = async (c: StaffRequest, person: Person, errors: FieldError[] = []) => {
    const { one, contents, protocol } = await duties.read(idOf(c), person)
    const ids = [...new Set(one.journal.map(({ by }) => by))]
    const names = new Map([[person.id, person.name]])
    for (const id of ids) {
      const name = await duties.nameOf(id)
      if (name) names.set(id, name)
    }
    const page = <OneCase {...{ one, contents, protocol, names, errors }} now={now()} />
    return show(c, page, { status: errors.length > 0 ? 422 : 200, path: pathOf(c) })
  }

  const foundPage = async (c: StaffRequest, person: Person, chosen: string[] = [], errors: FieldError[] = []) => {
    const { one, addresses, found } = await duties.people(idOf(c), person)
    const page = <FoundPeople {...{ one, addresses, found, chosen, errors }} />
    return show(c, page, { status: errors.length > 0 ? 422 : 200, path: pathOf(c, 'people') })
  }

  return [
    {
      method: 'GET',
      path: '/cases',
      roles: writers,
      handle: async (c) => {
        const year = /^\d{4}$/.exec(c.req.query('year') ?? '')?.[0]
        const kind = kindNames.find((one) => one === c.req.query('kind'))
        const list = (await duties.list(year ? `done#${year}` : 'open')).filter((one) => !kind || one.kind === kind)
        return show(c, <Cases {...{ list, year, kind }} now={now()} />)
      },
    },
    {
      method: 'GET',
      path: '/cases/new',
      roles: writers,
      handle: (c) =>
        show(
          c,
          <NewCase
            form={{ kind: '', from: 'letter', email: '', phone: '', text: '' }}
            errors={[]}
            others={requestKinds}
          />,
        ),
    },
    {
      method: 'POST',
      path: '/cases/new',
      roles: writers,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        const typed = { email: fields.text('email'), phone: fields.text('phone'), text: fields.text('text') }
        const kind = fields.oneOf('kind', personKinds)
        const from = fields.oneOf('from', froms) ?? 'letter'
        const again = (errors: FieldError[]) =>
          show(c, <NewCase form={{ ...typed, kind: kind ?? '', from }} errors={errors} others={requestKinds} />, {
            status: 422,
          })
        const noKind: Text = { pl: 'Wybierz, o co prosi osoba.', en: 'Choose what the person asks for.' }
        if (!kind) return again(fieldErrors([{ field: 'kind', message: noKind }], c.get('language')))
        try {
          const one = await duties.open({ kind, from }, typed, person)
          return c.redirect(`/cases/${one.id}`, 303)
        } catch (error) {
          if (!(error instanceof Invalid)) throw error
          return again(fieldErrors(error.problems, c.get('language')))
        }
      },
    },
    {
      method: 'GET',
      path: '/cases/:id{cas_[0-9a-z]{12}}',
      roles: writers,
      live: true,
      handle: (c, { person }) => onePage(c, person),
    },
    {
      method: 'POST',
      path: '/cases/:id{cas_[0-9a-z]{12}}/moves/:move',
      roles: writers,
      handle: async (c, { person }) => {
        const move = CaseMove.options.find((one) => one.replace(' ', '-') === c.req.param('move'))
        if (!move) return c.notFound()
        const fields = await readForm(c)
        const [note, unit, ending] = [fields.given('note'), fields.given('unit'), fields.given('ending')]
        try {
          await duties.move(
            idOf(c),
            {
              move,
              ...(note && { note: note.slice(0, 1000) }),
              ...(unit && { unit: unit.slice(0, 200) }),
              ...(ending && { ending }),
            },
            person,
          )
          return c.redirect(pathOf(c), 303)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return onePage(c, person, fieldErrors(error.problems, c.get('language')))
        }
      },
    },
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
        await duties.nothing(idOf(c), person)
        return c.redirect(pathOf(c), 303)
      },
    },
    {
      method: 'POST',
      path: '/cases/:id{cas_[0-9a-z]{12}}/erase',
      roles: writers,
      handle: async (c, { person }) => {
        const chosen = (await readForm(c)).all('people')
        try {
          await duties.erase(idOf(c), chosen, person)
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
        const { one, holdings } = await duties.holdings(idOf(c), chosen, person)
        const page = <PersonFile one={one} holdings={holdings.map(shown)} today={localTime(now()).date} />
        return show(c, page, { path: pathOf(c, 'people') })
      },
    },
    {
      method: 'GET',
      path: '/cases/:id{cas_[0-9a-z]{12}}/protocol',
      roles: writers,
      handle: async (c, { person }) => {
        const { one, protocol } = await duties.read(idOf(c), person)
        if (!protocol) return c.notFound()
        const orderedBy =
          protocol.orderedBy === person.id
            ? person.name
            : ((await duties.nameOf(protocol.orderedBy)) ?? protocol.orderedBy)
        return show(c, <PersonProtocolPage id={one.id} found={protocol} orderedBy={orderedBy} />)
      },
    },
  ]
}

/** The columns of an export that say something of the response and are no question. */
const besides = 6

/** What is held of a person in one drive, in plain words. */
function shown({ campaign, person, survey, response }: Holding): HoldingShown {
  const table = response && survey && exportTable(survey, true)
  const row = table && response ? table.row(response, '') : []
  return {
    campaign,
    contact: person,
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
