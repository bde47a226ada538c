/** The API of Akcja as a program calls it: used by the sample drive, journeys and the bench, so that all go the form's way. */
import { setTimeout as sleep } from 'node:timers/promises'

// biome-ignore lint/suspicious/noExplicitAny: an answer is read by whoever asked for it
export type Json = any

/** An answer that was no success: its problem document. */
export class ApiFailure extends Error {
  override name = 'ApiFailure'
  readonly status: number
  readonly problem: Json
  constructor(status: number, problem: Json) {
    super(`${status} ${JSON.stringify(problem)}`)
    this.status = status
    this.problem = problem
  }
}

/** Calls the API at an address with one person's token. */
export function apiOf(url: string, token: string) {
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Json
    if (!response.ok) throw new ApiFailure(response.status, answer)
    return answer
  }
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body: unknown = undefined, headers?: Record<string, string>) =>
      call('POST', path, body, headers),
    put: (path: string, body: unknown) => call('PUT', path, body),
    patch: (path: string, body: unknown, headers?: Record<string, string>) => call('PATCH', path, body, headers),
  }
}
export type Api = ReturnType<typeof apiOf>

/** Uploads a contact file as a browser does, waits until it was looked at, and imports it with the guessed mapping. */
export async function importContacts(
  api: Api,
  campaign: string,
  file: { name: string; content: Blob },
  { keepGood = false, timeoutMs = 120_000 } = {},
): Promise<Json> {
  const { upload, place } = await api.post(`/campaigns/${campaign}/uploads`, { name: file.name })
  const form = new FormData()
  for (const [name, value] of Object.entries(place.fields as Record<string, string>)) form.append(name, value)
  form.append('file', file.content, file.name)
  const posted = await fetch(place.url, { method: 'POST', body: form, redirect: 'manual' })
  await posted.text()
  if (posted.status >= 400) throw new Error(`the bucket answered ${posted.status}`)

  const path = `/campaigns/${campaign}/uploads/${upload.upload}`
  const seen = await until(
    () => api.get(path),
    (now) => !['uploading', 'inspecting'].includes(now.state),
    timeoutMs,
  )
  if (seen.state !== 'inspected') return seen
  await api.post(`${path}/import`, { mapping: seen.guess, keepGood })
  // `checked` is an end only for a file with bad rows that nobody said to leave out
  const isOver = (now: Json) => (now.state === 'checked' ? now.counts.bad > 0 && !keepGood : now.state !== 'importing')
  return until(() => api.get(path), isOver, timeoutMs)
}

/** Asks again and again until the answer is as wished, or throws with the last one. */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  isThere: (answer: Answer) => boolean,
  timeoutMs = 60_000,
  everyMs = 100,
): Promise<Answer> {
  const end = performance.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (isThere(answer)) return answer
    if (performance.now() > end) throw new Error(`waited ${timeoutMs} ms in vain; last: ${JSON.stringify(answer)}`)
    await sleep(everyMs)
  }
}
