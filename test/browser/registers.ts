/** The registers' pages in a real browser: units, a request by the keyboard, its case at the unit, the table of a year, a report without JavaScript. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { hiddenFocus, tabTo } from './browser.ts'

export interface RegisterVisitors {
  manager: Page
  administrator: Page
  /** A manager whose browser runs no script. */
  plain: Page
  /** Browsers in which nobody has signed in yet: one of a person of a unit, and one of hers that runs no script. */
  unit: Page
  plainUnit: Page
  look: (page: Page, name: string) => Promise<void>
}

/** Visits every page once as it is, and where it can be wrong once with its errors. */
export async function visitRegisters({
  manager,
  administrator,
  plain,
  unit,
  plainUnit,
  look,
}: RegisterVisitors): Promise<void> {
  const save = (page: Page) => page.locator('main form button').last().click()
  await administrator.goto('/office')
  await administrator.click('a[href="/office/units"]')
  await look(administrator, 'units')
  expect(await hiddenFocus(administrator)).toEqual([])
  await administrator.goto('/office/units')
  await administrator.fill('#report-email', 'dyzur')
  await save(administrator)
  await administrator.waitForSelector('.govuk-error-summary')
  await look(administrator, 'units-errors')
  await administrator.fill('#report-email', 'dyzur@urzad.example')
  await administrator.fill('#report-people', 'Ewa Mazur')
  await save(administrator)
  await administrator.waitForSelector('.govuk-error-summary a[href="#report-people"]')
  await administrator.fill('#report-people', 'ewa.mazur@urzad.example')
  await administrator.fill('#other-0-people', 'ewa.mazur@urzad.example')
  await administrator.fill('#other-0-name', 'Wydział Finansowy')
  await administrator.fill('#other-0-email', 'finanse@urzad.example')
  await save(administrator)
  await administrator.waitForURL(/saved$/)

  await manager.goto('/campaigns/new/drive')
  await manager.click('a[href="/cases/new/public-information"]')
  await save(manager)
  await manager.waitForSelector('.govuk-error-summary')
  await look(manager, 'request-errors')
  await manager.goto('/cases/new/public-information')
  await look(manager, 'request')
  expect(await hiddenFocus(manager)).toEqual([])
  await manager.goto('/cases/new/public-information')
  await tabTo(manager, '#subject')
  await manager.keyboard.type('budżet')
  await tabTo(manager, '#text')
  await manager.keyboard.type('Proszę o rejestr umów.')
  await tabTo(manager, 'main form button')
  await manager.keyboard.press('Enter')
  await manager.waitForURL(/\/cases\/cas_\w+$/)
  await look(manager, 'case')
  await manager.selectOption('#unit', 'Wydział Finansowy')
  await manager.click('button[formaction$="/moves/hand-on"]')
  await manager.waitForSelector('text=przekazano: Wydział Finansowy')

  // The link of the mail, through the sign-in, to the case itself.
  const link = new URL(manager.url()).pathname
  await unit.goto(link)
  await unit.click('button[value="unit"]')
  await unit.waitForURL((url) => url.pathname === `/unit-${link.slice(1)}`)
  await look(unit, 'unit-case')
  expect(await hiddenFocus(unit)).toEqual([])
  await tabTo(unit, 'main form button')
  await unit.keyboard.press('Enter')
  await unit.waitForSelector('.govuk-error-summary')
  await look(unit, 'unit-case-errors')
  await unit.goto(link)
  await tabTo(unit, '#note')
  await unit.keyboard.type('Rejestr jest w biuletynie.')
  await tabTo(unit, 'main form button')
  await unit.keyboard.press('Enter')
  await unit.waitForSelector('text=jednostka odpowiedziała')
  await look(unit, 'unit-case-answered')

  await manager.goto(link)
  await manager.waitForSelector('text=Rejestr jest w biuletynie.')
  await look(manager, 'case-answered')
  await manager.click('button[formaction$="/moves/end"]')
  await manager.waitForSelector('.govuk-error-summary')
  await manager.selectOption('#ending', 'granted')
  await manager.click('button[formaction$="/moves/end"]')
  await manager.waitForSelector('text=informacja udostępniona')
  await look(manager, 'case-done')

  await plain.goto('/cases/new/report')
  await plain.selectOption('#subject', 'icicles')
  await plain.fill('#place', 'ul. Głogowska 12')
  await plain.fill('#text', 'Sople nad wejściem.')
  await save(plain)
  await plain.waitForURL(/\/cases\/cas_\w+$/)
  expect(await plain.textContent('main')).toContain('dyżurny akcji zimowej')
  await plainUnit.goto('/')
  await plainUnit.click('main a[href="/sign-in"]')
  await plainUnit.click('button[value="unit"]')
  await plainUnit.waitForURL(/\/unit-cases$/)
  await plainUnit.click(`main a[href="/unit-${new URL(plain.url()).pathname.slice(1)}"]`)
  await plainUnit.fill('#note', 'Sople strącono.')
  await plainUnit.selectOption('#ending', 'solved')
  await plainUnit.click('button[formaction$="/moves/end"]')
  await plainUnit.waitForSelector('text=załatwione')
  await unit.goto('/unit-cases')
  await look(unit, 'unit-cases')
  expect(await hiddenFocus(unit)).toEqual([])

  await manager.goto('/cases')
  await look(manager, 'cases')
  const year = await manager.getAttribute('main a[href^="/cases/year/"]', 'href')
  await manager.goto(year!)
  await look(manager, 'case-year')
  expect(await hiddenFocus(manager)).toEqual([])
  await administrator.goto('/office')
  await administrator.click('a[href^="/cases/year/"]')
  await administrator.waitForSelector('a[href="/office"]')
}
