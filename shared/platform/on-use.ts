/** Objects whose code is loaded with their first use: what few requests need, a cold start does not read. */

// biome-ignore lint/suspicious/noExplicitAny: functions of any shape
type AsyncFunctions<T> = { [Name in keyof T]: (...given: any[]) => Promise<any> }

/**
 * Stands in for an object of async functions until one of them is called.
 * @param load imports its module with `await import()` and makes it; called once
 */
export function onUse<T extends AsyncFunctions<T>>(load: () => Promise<T>): T {
  let loaded: Promise<T> | undefined
  const member = (name: string | symbol) => {
    if (name === 'then') return undefined // it is no promise itself
    return async (...given: unknown[]) => {
      loaded ??= load()
      return (await loaded)[name as keyof T](...given)
    }
  }
  return new Proxy({} as T, { get: (_, name) => member(name) })
}
