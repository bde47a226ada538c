/** Work that many ask for at once. */
import { expect, test } from 'vitest'
import { oneForAll } from '../../../shared/platform/one-for-all.ts'

test('who asks before it begins shares the run, who asks while it runs shares the next, and none runs beside another', async () => {
  let runs = 0
  let open: () => void = () => {}
  const work = oneForAll(async () => {
    runs++
    await new Promise<void>((resolve) => {
      open = resolve
    })
  })
  const first = [work(), work(), work()]
  await expect.poll(() => runs).toBe(1)
  const second = [work(), work()]
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(runs).toBe(1)
  open()
  await Promise.all(first)
  await expect.poll(() => runs).toBe(2)
  open()
  await Promise.all(second)
  expect(runs).toBe(2)
})

test('a run that fails fails for those who asked for it, and for nobody else', async () => {
  let runs = 0
  const work = oneForAll(async () => {
    if (++runs === 1) throw new Error('once')
  })
  const first = [work(), work()]
  for (const asked of first) await expect(asked).rejects.toThrow('once')
  await work()
  expect(runs).toBe(2)
})
