/** A contact's name, from the fields that lists have for it. */

/** The name by which she is greeted and asked for; empty where the list has none. */
export function nameOf({ osoba, imie, nazwisko }: Record<string, string>): string {
  return osoba || [imie, nazwisko].filter(Boolean).join(' ')
}
