/** Somebody with a browser without scripts, over real HTTP: keeps cookies, follows where she is led, fills in forms. Residents and staff. */
import { type Page, request } from './visit.ts'

export interface WebVisitor {
  /** Opens an address, and goes on to wherever it leads. */
  open(url: string): Promise<Landed>
  /** Sends a form, and goes on to wherever that leads. Pressed again while it ends with a 5xx, as a person would do. */
  send(url: string, form: Record<string, string>): Promise<Landed>
}

/** The page somebody has come to, with its address. */
export interface Landed extends Page {
  url: string
}

const patience = 20

export function webVisitor(): WebVisitor {
  const cookies = new Map<string, string>()
  const ask = async (url: string, form?: URLSearchParams): Promise<Page> => {
    for (let tries = 0; ; tries++) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const page = await request(url, form, cookie ? { Cookie: cookie } : {})
      for (const line of page.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
        if (/max-age=0/i.test(line)) cookies.delete(name!)
        else cookies.set(name!, value!)
      }
      if (page.status < 500 || tries === patience) return page
    }
  }
  const follow = async (url: string, form?: URLSearchParams): Promise<Landed> => {
    let [at, page] = [url, await ask(url, form)]
    for (let n = 0; page.location && n < 10; n++) {
      at = page.location
      page = await ask(at)
    }
    return { ...page, url: at }
  }
  return {
    open: (url) => follow(url),
    send: (url, form) => follow(url, new URLSearchParams(form)),
  }
}

/** The value of a field, whatever stands around it in its tag. */
export function fieldIn(html: string, name: string): string {
  const [tag] = new RegExp(`<input\\b[^>]*\\bname="${name}"[^>]*>`).exec(html) ?? []
  const value = tag && /\bvalue="([^"]*)"/.exec(tag)?.[1]
  if (value === undefined) throw new Error(`the page has no field ${name}`)
  return value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

/** Links of a page that have a text in them, as they lead on from its address. */
export const linksIn = ({ html, url }: Landed, part: string): string[] =>
  [...html.matchAll(/\bhref="([^"]+)"/g)]
    .map(([, href]) => href!.replaceAll('&amp;', '&'))
    .filter((href) => href.includes(part))
    .map((href) => new URL(href, url).href)

/** Somebody of the office who has signed in by the local issuer. */
export async function staffVisitor(base: string, person: 'manager' | 'agent' | 'unit'): Promise<WebVisitor> {
  const visitor = webVisitor()
  const asked = await visitor.open(`${base}/sign-in`)
  const action = new URL(/<form method="post" action="([^"]+)"/.exec(asked.html)![1]!, asked.url).href
  const hidden = [...asked.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  const fields = Object.fromEntries(hidden.map(([, name, value]) => [name!, value!.replaceAll('&amp;', '&')]))
  const home = await visitor.send(action, { ...fields, person })
  if (home.status !== 200) throw new Error(`${home.status}: nobody was signed in`)
  return visitor
}
