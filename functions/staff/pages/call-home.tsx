/** Where an agent is between two calls: how the last one ended, and the key for the next. */
import { localTime } from '../../../shared/platform/local-time.ts'
import { AgentHome } from '../../../web/agent/home.tsx'
import { callTexts } from '../../../web/texts/calls.ts'
import { moment } from '../../../web/texts/texts.ts'
import type { Person } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import { callers, keysOf } from './call-set-up.tsx'
import type { PageDeps } from './pages.ts'

const messages = ['saved', 'again', 'late', 'latePromised', 'released'] as const

export function callHomePages({ show, calls, now }: PageDeps): Route[] {
  const home = async (c: StaffRequest, person: Person) => {
    const language = c.get('language')
    const texts = callTexts(language)
    const [agent, offered] = await Promise.all([calls.agent(person.id), calls.lists(person.id)])
    const done = messages.find((one) => one === c.req.query('done'))
    const nothing = (['no lists', 'closed', 'nobody', 'payments'] as const).find(
      (one) => one === c.req.query('nothing'),
    )
    const from = new Date(c.req.query('from') ?? '')
    const today = agent?.today?.date === localTime(now()).date ? agent.today.outcomes : {}
    const message = done
      ? {
          text: done === 'latePromised' ? `${texts.saved.late} ${texts.saved.latePromised}` : texts.saved[done],
          good: done === 'saved' || done === 'released',
        }
      : nothing && {
          text:
            nothing === 'closed' && !Number.isNaN(from.getTime())
              ? texts.nothing.closedUntil(moment(language, from))
              : texts.nothing[nothing],
          good: false,
        }
    return show(
      c,
      <AgentHome
        keys={keysOf(c)}
        lists={offered.filter(({ list }) => agent?.lists.includes(list))}
        languages={agent?.languages ?? []}
        skills={agent?.skills ?? []}
        today={Object.values(today).reduce((sum, count) => sum + count, 0)}
        message={message}
      />,
      { path: '/calls' },
    )
  }

  return [
    {
      method: 'GET',
      path: '/calls',
      roles: callers,
      handle: async (c, { person }) =>
        (await calls.current(person)) && c.req.query('done') === undefined
          ? c.redirect('/calls/current', 303)
          : home(c, person),
    },
    {
      method: 'POST',
      path: '/calls/next',
      roles: callers,
      handle: async (c, { person }) => {
        const found = await calls.next(person)
        if ('call' in found) return c.redirect('/calls/current', 303)
        const from = found.nothing === 'closed' && found.from ? `&from=${found.from.toISOString()}` : ''
        return c.redirect(`/calls?nothing=${encodeURIComponent(found.nothing)}${from}`, 303)
      },
    },
  ]
}
