/** The order of a plan: which orders hold, and how a step is added, moved or removed so that they do. Rules only. */
import type { Problem } from '../platform/errors.ts'
import type { Text } from '../platform/language.ts'
import type { Plan, Step, StepKind, WaitStep } from './plan.ts'

const say = (pl: string, en: string): Text => ({ pl, en })

/** Where each kind stands: e-mails and waits, then the automated call, then agents. */
const rank: Record<StepKind, number> = { email: 0, wait: 0, call: 1, agents: 2 }
const mostHours = 2_160
/** Hours between two e-mails, unless somebody says otherwise. */
export const usualWaitHours = 72
export const mostSteps = 20

const twice: Partial<Record<StepKind, Text>> = {
  call: say(
    'Automatyczne telefony mogą być w planie raz: powtórki ustawia się w próbach i zasadach.',
    'Automated calls can stand in a plan once: repetitions are set with the attempts and rules.',
  ),
  agents: say(
    'Telefony konsultantów mogą być w planie raz: powtórki ustawia się w próbach i zasadach.',
    'Agents’ calls can stand in a plan once: repetitions are set with the attempts and rules.',
  ),
}
const late = say(
  'E-maile i czekanie muszą stać przed telefonami. Przesuń ten krok wyżej albo go usuń.',
  'E-mails and waits must come before the calls. Move this step up or remove it.',
)
const callsFirst = say(
  'Automatyczne telefony muszą stać przed telefonami konsultantów.',
  'Automated calls must come before agents’ calls.',
)
const together = say(
  'Ten e-mail wyszedłby do tych samych osób zaraz po poprzednim. Wstaw między nie czekanie albo usuń jeden z nich.',
  'This e-mail would go to the same people right after the one before. Put a wait between them, or remove one.',
)
const firstWait = say(
  'Czekanie musi stać po jakimś kroku. Usuń je albo dodaj przed nim e-mail.',
  'A wait must come after a step. Remove it, or add an e-mail before it.',
)
const lastWait = say(
  'Po czekaniu musi nastąpić kolejny krok. Usuń je albo dodaj krok po nim.',
  'Something must come after a wait. Remove it, or add a step after it.',
)
const twoWaits = say(
  'Dwa czekania z rzędu to jedno dłuższe. Usuń jedno z nich.',
  'Two waits in a row are one longer wait. Remove one.',
)

/** What is wrong with the order of a plan, each at its step (`plan.2`). */
export function orderProblems(plan: Plan): Problem[] {
  return plan.flatMap((step, n) => {
    const message = wrongAt(plan, n, step)
    return message ? [{ field: `plan.${n}`, message }] : []
  })
}

function wrongAt(plan: Plan, n: number, { kind }: Step): Text | undefined {
  const before = plan.slice(0, n)
  const last = before.at(-1)?.kind
  if (before.some((step) => step.kind === kind) && twice[kind]) return twice[kind]
  if (before.some((step) => rank[step.kind] > rank[kind])) return rank[kind] === 0 ? late : callsFirst
  if (kind === 'email' && last === 'email') return together
  if (kind !== 'wait') return undefined
  if (!last) return firstWait
  if (last === 'wait') return twoWaits
  return n === plan.length - 1 ? lastWait : undefined
}

/** The plan with a step where its kind belongs: with a wait before it, where an e-mail would follow an e-mail. */
export function withStep(plan: Plan, step: Step): Plan {
  const at = plan.findIndex(({ kind }) => rank[kind] > rank[step.kind])
  const end = at === -1 ? plan.length : at
  const before = plan.slice(0, end)
  const wait: WaitStep[] =
    step.kind === 'email' && before.at(-1)?.kind === 'email' ? [{ kind: 'wait', hours: usualWaitHours }] : []
  return [...before, ...wait, step, ...plan.slice(end)]
}

/** Whether a step of this kind can be added to a plan that is in order. */
export function canAdd(plan: Plan, kind: StepKind): boolean {
  if (plan.length >= mostSteps - 1) return false
  if (kind === 'email') return true
  if (kind !== 'wait') return !plan.some((step) => step.kind === kind)
  // A wait stands between an e-mail and what follows.
  const end = plan.findIndex((step) => rank[step.kind] > 0)
  return end > 0 && plan[end - 1]!.kind === 'email'
}

/** The plan without a step, and without the wait that would then stand at an end or beside another. */
export function withoutStep(plan: Plan, number: number): Plan {
  const kept: Step[] = []
  for (const step of plan.filter((_, n) => n !== number)) {
    const last = kept.at(-1)
    if (step.kind === 'wait' && !last) continue
    if (step.kind === 'wait' && last?.kind === 'wait') {
      kept[kept.length - 1] = { kind: 'wait', hours: Math.min(mostHours, Math.max(last.hours, step.hours)) }
    } else kept.push(step)
  }
  return kept.at(-1)?.kind === 'wait' ? kept.slice(0, -1) : kept
}

/** Whether the plan stays in order without a step. */
export function canRemove(plan: Plan, number: number): boolean {
  return orderProblems(withoutStep(plan, number)).length === 0 || orderProblems(plan).length > 0
}

/**
 * The plan with an e-mail or a wait exchanged with the next one of its kind, up (-1) or down (1): the only moves that keep the
 * order. Undefined where there is none.
 */
export function moved(plan: Plan, number: number, by: -1 | 1): Plan | undefined {
  const step = plan[number]
  if (!step || rank[step.kind] > 0) return undefined
  for (let other = number + by; other >= 0 && other < plan.length; other += by) {
    if (plan[other]!.kind !== step.kind) continue
    const next = [...plan]
    next[number] = plan[other]!
    next[other] = step
    return next
  }
  return undefined
}

/** Steps that go campaign-wide one after another, before the first call: their number. */
export function stepsBeforeCalls(plan: Plan): number {
  const first = plan.findIndex(({ kind }) => rank[kind] > 0)
  return first === -1 ? plan.length : first
}

/** Whether a plan is a single e-mail, or nothing yet: then its page is the letter itself. */
export function isOneLetter(plan: Plan): boolean {
  return plan.length === 0 || (plan.length === 1 && plan[0]!.kind === 'email')
}
