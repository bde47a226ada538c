/** A resident who answers what a test tells her to, page by page over real HTTP, as a browser without scripts does. */
import { choicesOf } from '../../shared/survey/choices.ts'
import { fieldOf, otherFieldOf, rowFieldOf } from '../../shared/survey/read-page.ts'
import { type Answers, commentName, questions, type Survey } from '../../shared/survey/survey.ts'

export interface Page {
  status: number
  html: string
  location: string | undefined
  headers: Headers
}

/** Somebody with a browser that follows nothing by itself. */
export async function request(
  url: string,
  form?: URLSearchParams,
  headers: Record<string, string> = {},
): Promise<Page> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers,
    ...(form && { method: 'POST', body: form, headers: { Origin: new URL(url).origin, ...headers } }),
  })
  const location = response.headers.get('location')
  return {
    status: response.status,
    html: await response.text(),
    location: location ? new URL(location, url).href : undefined,
    headers: response.headers,
  }
}

/** The fields of a whole survey's forms that give these answers. */
function fieldsFor(survey: Survey, answers: Answers): [string, string][] {
  return questions(survey).flatMap((question, index): [string, string][] => {
    const answer = answers[question.name]
    if (answer === undefined) return []
    if (question.type === 'matrix') {
      return question.rows.flatMap(({ value }, row): [string, string][] => {
        const choice = (answer as Record<string, string>)[value]
        return choice === undefined ? [] : [[rowFieldOf(index, row), choice]]
      })
    }
    const values = Array.isArray(answer) ? answer : [String(answer)]
    const comment = answers[commentName(question.name)]
    return [
      ...values.map((value): [string, string] => [fieldOf(index), value]),
      ...(choicesOf(question).length > 0 && comment !== undefined
        ? [[otherFieldOf(index), String(comment)] satisfies [string, string]]
        : []),
    ]
  })
}

/**
 * Answers the survey behind a link and sends it. Each request is asked again while it ends with a 5xx, as a person would
 * press the button again. `leavesAfter` pages she goes away. Returns the URL she ended at: the thanks, or the visit that it leads on to.
 */
export async function answer(
  link: string,
  survey: Survey,
  answers: Answers,
  {
    leavesAfter = Number.POSITIVE_INFINITY,
    onTrouble = () => {},
  }: { leavesAfter?: number; onTrouble?: (page: Page) => void } = {},
): Promise<string> {
  const fields = fieldsFor(survey, answers)
  const ask = async (url: string, form?: URLSearchParams) => {
    for (let tries = 0; ; tries++) {
      const page = await request(url, form)
      if (page.status < 500 || tries === 20) return page
      onTrouble(page)
    }
  }
  let url = (await ask(link, new URLSearchParams())).location
  for (let saved = 0; url && saved < leavesAfter; saved++) {
    const page = await ask(url)
    if (page.location) {
      url = page.location
      continue
    }
    if (page.status !== 200) throw new Error(`${page.status} at ${url}`)
    if (url.endsWith('/thanks') || new URL(url).pathname.startsWith('/b/')) return url
    const shown = fields.filter(([name]) => page.html.includes(`name="${name}"`))
    const next: Page = await ask(url, new URLSearchParams(shown))
    if (!next.location) throw new Error(`${next.status}: the page came back: ${errorsIn(next.html)}`)
    url = next.location
  }
  return url ?? link
}

const errorsIn = (html: string) =>
  /error-summary[\s\S]{0,1500}/.exec(html)?.[0].replace(/<[^>]+>/g, ' ') ?? html.slice(0, 300)

/** The personal link of a mail's plain-text part, of one kind. */
export function linkIn(text: string, kind: 's' | 'b' | 'o' | 'v' | 'w' = 's'): string {
  const found = new RegExp(`https?://\\S+/${kind}/\\S+`).exec(text)?.[0]
  if (!found) throw new Error('the mail holds no such link')
  return found
}
